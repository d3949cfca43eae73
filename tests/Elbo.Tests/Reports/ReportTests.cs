using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Reports;
using Elbo.Runs;

namespace Elbo.Tests.Reports;

public sealed partial class ReportTests
{
    private static readonly Lazy<string> Usual = new(() => ReportRun.Page(ReportRun.Data));

    [Fact]
    public void The_page_says_what_the_run_is_how_good_and_how_to_repeat_it()
    {
        string words = ReportRun.Words(Usual.Value);
        foreach (string said in new[]
        {
            "tiny", "The evidence lower bound is −", "over 40 pictures of test", "Reconstructions. The first test pictures", "Samples.", "Manifold.",
            "Posterior means in both latent dimensions. All 40 test pictures. The colour is the label.", "latent dimensions active", "Evidence lower bound",
            "elbo evaluate", "Seed", "SHA-256", "vectors of", "elbo train recipe.json", "\"batch\": 16",
        })
            Assert.Contains(said, words, StringComparison.Ordinal);
        Assert.DoesNotContain("elbo data get", words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_one_file_that_fetches_nothing()
    {
        foreach (Match address in Addresses().Matches(Usual.Value)) Assert.Matches("^(data:|#)", address.Groups[2].Value);
        Assert.DoesNotContain("@import", Usual.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", Usual.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", Usual.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_policy_lets_its_own_script_and_style_sheet_run_and_nothing_else()
    {
        string policy = System.Net.WebUtility.HtmlDecode(Policy().Match(Usual.Value).Groups[1].Value);
        Assert.StartsWith("default-src 'none'; img-src data:;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var (kind, open, close) in new[] { ("style", "<style>", "</style>"), ("script", "<script>", "</script>") })
        {
            string text = Assert.Single(Usual.Value.Split(open)[1..]).Split(close)[0];
            Assert.Contains($"{kind}-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_name_becomes_markup_and_no_identifier_is_given_twice()
    {
        const string Evil = "</script><script>x</script><!--\"'";
        using var folder = new TemporaryFolder();
        var test = ReportRun.Pictures(Evil, 40);
        var named = new ByteDataset(Evil, test.Shape, test.Values, test.Labels, ["a" + Evil, "b", "c"]);
        var data = ReportRun.Data with { Test = named };
        var run = RunDirectory.Create(folder["a & 'b'"], ReportRun.Recipe() with { Description = Evil, Source = Evil });
        using var trainer = new Elbo.Training.Trainer(run.Recipe, data, run, 1);
        trainer.Run();
        string page = Report.Page(run, data, trainer.Vae);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("<script").Length - 1);
        Assert.Equal("a" + Evil, ReportRun.Map(page).GetProperty("names")[0].GetString());
        Assert.Contains($"'{run.Path.Replace("'", @"'\''", StringComparison.Ordinal)}'", ReportRun.Words(page), StringComparison.Ordinal);
        var ids = Ids().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void The_same_run_gives_the_same_page_for_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data);
        using (vae)
        using (var other = Vae.Load(run.Path, 3))
            Assert.Equal(Report.Page(run, ReportRun.Data, vae), Report.Page(run, ReportRun.Data, other));
    }

    [Theory]
    [InlineData(1, "posterior deviation")]
    [InlineData(3, "component 2")]
    [InlineData(1000, "component 2")]
    public void Any_number_of_latent_dimensions_has_a_page(int latent, string upwards)
    {
        string page = ReportRun.Page(ReportRun.Data, $"model.latent={latent}");
        var map = ReportRun.Map(page);
        Assert.Equal(upwards, map.GetProperty("yTitle").GetString());
        Assert.Equal(Math.Min(latent, 16), map.GetProperty("dimensions").GetArrayLength());
        Assert.Contains($"of {Shown.Count(latent, "latent dimension")} active", ReportRun.Words(page), StringComparison.Ordinal);
        Assert.InRange(page.Length, 10_000, 1_000_000);
    }

    [Fact]
    public void Without_labels_the_colour_is_that_of_the_picture_or_its_brightness()
    {
        var test = ReportRun.Pictures("test", 40, 3, labelled: false);
        string page = ReportRun.Page(new(ReportRun.Pictures("train", 64, 3), ReportRun.Pictures("validation", 16, 3), test));
        Assert.Contains("There are no labels, so the colour is each picture’s mean colour.", ReportRun.Words(page), StringComparison.Ordinal);
        Assert.False(ReportRun.Map(page).TryGetProperty("labels", out _));
        byte[] tints = ReportRun.Map(page).GetProperty("tints").GetBytesFromBase64();
        Assert.Equal(3 * 40, tints.Length);
        // Of the second picture, the mean of its blue values.
        float[] values = Vae.Intensities(test, [1]);
        Assert.Equal((byte)Math.Round(255 * values[72..].Average()), tints[5]);

        page = ReportRun.Page(new(ReportRun.Pictures("train", 64), ReportRun.Pictures("validation", 16), ReportRun.Pictures("test", 40, labelled: false)));
        Assert.Contains("There are no labels, so the colour is each picture’s mean brightness.", ReportRun.Words(page), StringComparison.Ordinal);
        Assert.False(ReportRun.Map(page).TryGetProperty("tints", out _));
    }

    [Fact]
    public void What_is_measured_tells_of_its_progress()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data);
        using var _ = vae;
        var told = new Tasks();
        Report.Save(run, ReportRun.Data, vae, progress: told);
        Assert.Equal(["evidence lower bound", "examination", "latent map"], told.Done.Where(task => task.Value == 1).Select(task => task.Key).Order());
    }

    private sealed class Tasks : IProgress<EvaluationProgress>
    {
        public Dictionary<string, double> Done { get; } = [];

        void IProgress<EvaluationProgress>.Report(EvaluationProgress value) => Done[value.Task] = value.Done;
    }

    [Fact]
    public void An_empty_part_has_no_reconstructions()
    {
        using var folder = new TemporaryFolder();
        var (_, vae) = ReportRun.Train(folder["run"], ReportRun.Data);
        using var _ = vae;
        Assert.Contains("none is empty", Assert.Throws<ElboException>(() => Sheets.Reconstructions(vae, ReportRun.Pictures("none", 0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_test_pictures_others_are_shown()
    {
        var none = ReportRun.Pictures("none", 0);
        Assert.Contains("The first validation pictures", ReportRun.Page(ReportRun.Data with { Test = none }), StringComparison.Ordinal);
        string page = ReportRun.Page(ReportRun.Data with { Test = none, Validation = none });
        Assert.Contains("The first training pictures", page, StringComparison.Ordinal);
        Assert.Contains("of train", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_that_are_no_pictures_have_a_page_without_any()
    {
        string page = ReportRun.Page(new(ReportRun.Pictures("train", 64, 2), ReportRun.Pictures("validation", 16, 2), ReportRun.Pictures("test", 40, 2)), "training.pictureEpochs=null");
        Assert.Contains("Examples of 2×6×6 cannot be drawn", page, StringComparison.Ordinal);
        Assert.False(ReportRun.Map(page).TryGetProperty("thumbnails", out _));
    }

    [Fact]
    public void A_run_without_checkpoint_metrics_or_measurements_has_a_page_that_says_so()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], ReportRun.Recipe());
        string words = ReportRun.Words(Report.Page(run, ReportRun.Data, null));
        Assert.Contains("The run has no checkpoint yet; train it on with elbo train --resume ", words, StringComparison.Ordinal);
        Assert.Contains("No epoch is over yet", words, StringComparison.Ordinal);
        Assert.Contains("The doctor was not asked; elbo doctor ", words, StringComparison.Ordinal);
        Assert.Contains("The model was not measured; elbo evaluate ", words, StringComparison.Ordinal);
        Assert.Contains("\"batch\": 16", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_metrics_are_named_where_the_curves_would_be()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data);
        using var _ = vae;
        File.WriteAllText(run.Metrics.Path, File.ReadAllText(run.Metrics.Path) + "3,what\n");
        // The doctor reads them, too.
        string words = ReportRun.Words(Report.Page(run, ReportRun.Data, vae, new ReportParts()));
        Assert.Contains("line 4: this row is damaged", words, StringComparison.Ordinal);
        Assert.Contains("Samples.", words, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_measured_is_told_and_the_page_still_comes()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data);
        using var _ = vae;
        string page = Report.Page(run, ReportRun.Data, vae, new ReportParts { Notes = ["The <KL> is not finite."] });
        Assert.Contains("<p class=\"missing\">The &lt;KL&gt; is not finite.</p>", page, StringComparison.Ordinal);
        Assert.Contains("The model was not measured; the doctor was not asked.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_of_another_shape_are_refused_and_the_page_goes_where_it_is_told()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data);
        using var _ = vae;
        Assert.Equal(run.ReportPath, Report.Save(run, ReportRun.Data, vae));
        Assert.Equal(folder["elsewhere.html"], Report.Save(run, ReportRun.Data, vae, path: folder["elsewhere.html"]));
        Assert.Equal(File.ReadAllBytes(run.ReportPath), File.ReadAllBytes(folder["elsewhere.html"]));
        var other = ReportRun.Data with { Test = ReportRun.Pictures("colour", 9, 3) };
        Assert.Contains("colour", Assert.Throws<ElboException>(() => Report.Save(run, other, vae, new ReportParts())).Message, StringComparison.Ordinal);
        Assert.Throws<ElboException>(() => Report.Save(run, ReportRun.Data, vae, path: Path.Combine(folder["nowhere"], "page.html")));
        Assert.Throws<OperationCanceledException>(() => Report.Save(run, ReportRun.Data, vae, new ReportParts(), folder["never.html"], cancellation: new CancellationToken(canceled: true)));
        Assert.False(File.Exists(folder["never.html"]));
    }

    [GeneratedRegex("\\b(src|href|data-moving)=\"([^\"]*)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("\\sid=\"([^\"]*)\"")]
    private static partial Regex Ids();
}

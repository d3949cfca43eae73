using Elbo.Diagnosis;
using Elbo.Evaluation;
using Elbo.Reports;
using Elbo.Runs;

namespace Elbo.Tests.Reports;

public sealed class SectionTests
{
    private static readonly Finding Collapse = new(Sickness.PosteriorCollapse, Severity.Problem, "The posterior collapsed.", "KL is 0.01 nats < 0.1.", "Lower", "objective.beta") { Units = [0, 2] };
    private static readonly Finding Unsteady = new(Sickness.UnsteadyLoss, Severity.Note, "The loss goes up & down.", "By 3 nats.", "Lower the learning rate.");

    private static readonly ModelEvaluation Measured = new()
    {
        Split = "test",
        Data = "test",
        Estimate = new ElboEstimate(90, 10, 40, 36),
        StandardError = 1.5,
        KlPerDimension = [1, 9],
        MeanVariance = [0.001, 0.9],
        LikelihoodConstant = 20.5,
        Bound = new ImportanceWeightedBound(5000, -95.25, 0.5, 30),
        Frechet = new FrechetDistance(12.25, 3.5, 0.75, 0.975, 64, 30),
        Memorisation = new Memorisation(8, 10, 100, 100, 64),
        Notes = ["Of 40 pictures, 30 were taken."],
    };

    [Fact]
    public void Findings_say_what_why_and_what_to_change()
    {
        string page = Page(new ReportParts { Findings = [Collapse, Unsteady] }), words = ReportRun.Words(page);
        Assert.Contains("the doctor found 1 problem and 1 note, above all: the posterior collapsed.", words, StringComparison.Ordinal);
        Assert.Contains("KL is 0.01 nats &lt; 0.1.", page, StringComparison.Ordinal);
        Assert.Contains("Lower <code>objective.beta</code>", page, StringComparison.Ordinal);
        Assert.Contains("Units 0 and 2.", words, StringComparison.Ordinal);
        Assert.True(page.IndexOf("finding problem", StringComparison.Ordinal) < page.IndexOf("finding note", StringComparison.Ordinal));
        Assert.Contains("the doctor found 1 note: the loss goes up & down.", ReportRun.Words(Page(new ReportParts { Findings = [Unsteady] })), StringComparison.Ordinal);
        Assert.Contains("the doctor found nothing wrong.", ReportRun.Words(Page(new ReportParts { Findings = [] })), StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_was_measured_is_in_the_table()
    {
        string words = ReportRun.Words(Page(new ReportParts { Evaluation = Measured, Findings = [] }));
        foreach (string said in new[] { "−100.00 ± 1.50", "90.00", "10.00", "20.50", "1 of 2", "Importance-weighted bound, 5,000 samples", "−95.25 ± 0.50", "12.25", "97.5 %", "Of 40 pictures, 30 were taken." })
            Assert.Contains(said, words, StringComparison.Ordinal);
        Assert.DoesNotContain("Not measured here", words, StringComparison.Ordinal);
        Assert.Contains("Not measured here: the Fréchet distance. Get them with elbo evaluate", ReportRun.Words(Page(new ReportParts { Evaluation = Measured with { Frechet = null } })), StringComparison.Ordinal);
    }

    [Fact]
    public void Latent_dimensions_stand_in_order_with_idle_ones_pale()
    {
        string page = Page(new ReportParts { Evaluation = Measured });
        int most = page.IndexOf("<title>latent dimension 1: 9 nats</title>", StringComparison.Ordinal), least = page.IndexOf("<title>latent dimension 0: 1 nats</title>", StringComparison.Ordinal);
        Assert.InRange(most, 1, least);
        Assert.EndsWith($"fill=\"{Elbo.Imaging.Charts.Palette.Colour(3)}\">", page[..least], StringComparison.Ordinal);
    }

    [Fact]
    public void Training_is_summed_up_from_the_metrics()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], ReportRun.Recipe());
        run.Metrics.Append(new EpochMetrics { Epoch = 1, Step = 10, Loss = 3, GradientNorm = 1, Seconds = 30, ImagesPerSecond = 100 });
        run.Metrics.Append(new EpochMetrics { Epoch = 2, Step = 20, Loss = 2, GradientNorm = 1, Seconds = 90, ImagesPerSecond = 300, SkippedSteps = 2 });
        string page = Report.Page(run, ReportRun.Data, null), words = ReportRun.Words(page);
        Assert.Contains("2 min 0 s20 steps", words, StringComparison.Ordinal);
        Assert.Contains("250images/s", words, StringComparison.Ordinal);
        Assert.Contains("2 steps were skipped", words, StringComparison.Ordinal);
        Assert.Equal(4, page.Split("role=\"img\" aria-label=\"").Length - 1);
        // The page's own style sheet colours them.
        Assert.Equal(1, page.Split("<style>").Length - 1);
    }

    [Fact]
    public void Pictures_of_other_verbs_are_shown_as_far_as_there_is_room()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data);
        using var _ = vae;
        Elbo.Imaging.Png.Save(new Elbo.Imaging.Pixmap(4, 4, 1), run.FigurePath("traversal.png"));
        File.WriteAllText(run.FigurePath("no-picture.png"), "<script>");
        File.WriteAllBytes(run.FigurePath("vast.png"), [0x89, (byte)'P', (byte)'N', (byte)'G', .. new byte[900_000]]);
        string page = Report.Page(run, ReportRun.Data, vae, new ReportParts());
        Assert.Contains("<figcaption>traversal.png</figcaption>", page, StringComparison.Ordinal);
        Assert.Contains("Not on this page, but in the run’s figures: no-picture.png, vast.png.", page, StringComparison.Ordinal);
    }

    private static string Page(ReportParts parts)
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data, "training.epochs=1");
        using (vae) return Report.Page(run, ReportRun.Data, vae, parts);
    }
}

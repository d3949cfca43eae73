using Elbo.Imaging;
using Elbo.Maps;
using Elbo.Reports;

namespace Elbo.Tests.Reports;

public sealed class LatentMapTests
{
    [Fact]
    public void Every_point_has_its_own_code_label_and_picture()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data);
        using var _ = vae;
        var map = ReportRun.Map(Report.Page(run, ReportRun.Data, vae, new ReportParts()));
        float[] means = vae.Encode(ReportRun.Data.Test).Mean, x = ReportRun.Floats(map, "x"), y = ReportRun.Floats(map, "y");
        var thumbnails = map.GetProperty("thumbnails");
        var sheet = Png.Read(thumbnails.GetProperty("png").GetBytesFromBase64());
        int columns = thumbnails.GetProperty("columns").GetInt32();
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (float)i), ReportRun.Floats(map, "indices"));
        Assert.Equal(ReportRun.Data.Test.Labels, map.GetProperty("labels").GetBytesFromBase64());
        byte[] brightness = map.GetProperty("brightness").GetBytesFromBase64();
        for (int i = 0; i < 40; i++)
        {
            Assert.Equal((means[2 * i], means[(2 * i) + 1]), (x[i], y[i]));
            byte[] pixels = ReportRun.Pictures("test", 40).Example(i).ToArray();
            Assert.Equal(pixels, sheet.Crop(i % columns * 6, i / columns * 6, 6, 6).Pixels);
            Assert.Equal(pixels.Average(pixel => (double)pixel), brightness[i], 1.0);
        }
    }

    [Fact]
    public void Codes_are_thousandths_of_the_dimensions_in_order_of_what_they_carry()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data, "model.latent=5");
        using var _ = vae;
        var map = ReportRun.Map(Report.Page(run, ReportRun.Data, vae, new ReportParts()));
        int[] dimensions = [.. map.GetProperty("dimensions").EnumerateArray().Select(d => d.GetInt32())];
        var codes = vae.Encode(ReportRun.Data.Test);
        double[] kl = Elbo.Evaluation.LatentUsage.KlPerDimension(codes, 5);
        Assert.Equal(Enumerable.Range(0, 5).OrderByDescending(d => kl[d]), dimensions);
        byte[] bytes = map.GetProperty("codes").GetBytesFromBase64();
        for (int i = 0; i < 200; i++)
            Assert.Equal(codes.Mean[(i / 5 * 5) + dimensions[i % 5]], BitConverter.ToInt16(bytes, 2 * i) * map.GetProperty("codeUnit").GetSingle(), 6e-4);
    }

    [Fact]
    public void More_than_two_dimensions_are_shown_by_their_principal_components()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data, "model.latent=4");
        using var _ = vae;
        string page = Report.Page(run, ReportRun.Data, vae, new ReportParts());
        var map = ReportRun.Map(page);
        float[] means = vae.Encode(ReportRun.Data.Test).Mean;
        float[] places = PrincipalComponents.Of(means, 4).Project(means);
        // Which way a component points depends on the order of the dimensions.
        Near(places.Where((_, i) => i % 2 == 0), ReportRun.Floats(map, "x"));
        Near(places.Where((_, i) => i % 2 == 1), ReportRun.Floats(map, "y"));
        Assert.Contains("--map tsne --split test --csv", ReportRun.Words(page), StringComparison.Ordinal);

        static void Near(IEnumerable<float> wanted, float[] got)
        {
            float[] same = [.. wanted];
            float sign = Math.Sign(same[0]) == Math.Sign(got[0]) ? 1 : -1;
            for (int i = 0; i < same.Length; i++) Assert.Equal(same[i], sign * got[i], 1e-4);
        }
    }

    [Fact]
    public void Too_many_pictures_are_thinned_out_evenly()
    {
        using var folder = new TemporaryFolder();
        var data = ReportRun.Data with { Test = ReportRun.Pictures("many", 10_001) };
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data);
        using var _ = vae;
        string page = Report.Page(run, data, vae, new ReportParts());
        float[] indices = ReportRun.Floats(ReportRun.Map(page), "indices");
        Assert.Equal((5000, 0f, 9998f), (indices.Length, indices[0], indices[^1]));
        Assert.All(indices.Zip(indices.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 2, 3));
        Assert.Contains("5,000 of 10,001 test pictures", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Thumbnails_of_noise_are_shrunk_until_they_fit()
    {
        var random = new Random(1);
        var pictures = Enumerable.Range(0, 2000).Select(_ =>
        {
            var picture = new Pixmap(40, 30, 3);
            random.NextBytes(picture.Pixels);
            return Thumbnails.Shrink(picture);
        }).ToList();
        Assert.Equal((28, 21), (pictures[0].Width, pictures[0].Height));
        var thumbnails = Thumbnails.Of(pictures, 40);
        Assert.InRange(thumbnails.File.Length, 100_000, 2_600_000);
        Assert.True(thumbnails is { Width: < 28, Shrunk: true });
        Assert.Equal(45 * thumbnails.Width, Png.Read(thumbnails.File).Width);
    }
}

using Elbo.Reports;

namespace Elbo.Tests.Reports;

public sealed class MapFileTests
{
    [Theory]
    [InlineData(40, "test", 40)]
    [InlineData(64, "training", 64)]
    [InlineData(16, "validation", 16)]
    [InlineData(64 + 16, "training", 64)]
    [InlineData(64 + 16 + 40, "training", 64)]
    public void A_map_takes_the_place_of_others_for_the_part_that_it_is_of(int rows, string split, int shown)
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data, "model.latent=3");
        using var _ = vae;
        Write(run.FigurePath("latent-tsne.csv"), rows);
        string page = Report.Page(run, ReportRun.Data, vae, new ReportParts());
        var map = ReportRun.Map(page);
        Assert.Contains($"A t-SNE map of posterior means in all latent dimensions: only distances between near points mean something. All {shown} {split} pictures.", ReportRun.Words(page), StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, shown).Select(i => i + 0.5f), ReportRun.Floats(map, "x"));
        Assert.Equal(Enumerable.Range(0, shown).Select(i => -2f * i), ReportRun.Floats(map, "y"));
    }

    [Fact]
    public void A_map_that_does_not_fit_is_passed_over()
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = ReportRun.Train(folder["run"], ReportRun.Data, "model.latent=3");
        using var _ = vae;
        string path = run.FigurePath("latent-tsne.csv");
        Assert.False(IsTaken());
        Write(path, 41);
        Assert.False(IsTaken());
        Write(path, 40);
        Assert.True(IsTaken());
        File.WriteAllText(path, File.ReadAllText(path).Replace("12.5", "twelve", StringComparison.Ordinal));
        Assert.False(IsTaken());
        Write(path, 40);
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(run.Checkpoints.List()[0].Path).AddMinutes(-1));
        Assert.False(IsTaken());

        bool IsTaken() => MapFile.Read(run, ReportRun.Data) is not null;
    }

    private static void Write(string path, int rows) =>
        File.WriteAllLines(path, Enumerable.Range(0, rows).Select(i => FormattableString.Invariant($"{i},{i + 0.5},{-2 * i},no")).Prepend("index,x,y,label"));
}

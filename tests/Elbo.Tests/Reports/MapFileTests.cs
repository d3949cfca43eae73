using Elbo.Data;
using Elbo.Maps;
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
        Write(run.FigurePath("latent-tsne.csv"), rows, split == "training" ? ReportRun.Data.Train.Count : rows);
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

    [Fact]
    public void Parts_of_equal_number_are_told_apart_by_their_labels()
    {
        using var folder = new TemporaryFolder();
        var test = ReportRun.Pictures("test", 16);
        var others = new ByteDataset("validation", test.Shape, new byte[16 * 36], [.. Enumerable.Repeat((byte)2, 16)], test.LabelNames);
        var data = ReportRun.Data with { Validation = others, Test = test };
        var (run, vae) = ReportRun.Train(folder["run"], data, "model.latent=3");
        using var _ = vae;
        foreach (var part in new[] { data.Validation, data.Test })
        {
            MapTable.Save(run.FigurePath("latent-tsne.csv"), new float[32], part.Labels, part.LabelNames);
            Assert.Same(part, MapFile.Read(run, data)?.Pictures);
        }
        MapTable.Save(run.FigurePath("latent-tsne.csv"), new float[32], null, []);
        Assert.Null(MapFile.Read(run, data));
        Assert.Null(MapFile.Read(run, data with { Validation = ReportRun.Pictures("validation", 16, labelled: false), Test = ReportRun.Pictures("test", 16, labelled: false) }));
    }

    [Fact]
    public void The_page_names_a_part_whose_map_it_will_know()
    {
        using var folder = new TemporaryFolder();
        var data = ReportRun.Data with { Validation = ReportRun.Pictures("validation", 16, labelled: false), Test = ReportRun.Pictures("test", 16, labelled: false) };
        var (run, vae) = ReportRun.Train(folder["run"], data, "model.latent=3");
        using var _ = vae;
        Assert.Contains("--map tsne --split train --csv", Report.Page(run, data, vae, new ReportParts()), StringComparison.Ordinal);
        Assert.Contains("--map tsne --split test --csv", Report.Page(run, ReportRun.Data, vae, new ReportParts()), StringComparison.Ordinal);
        MapTable.Save(run.FigurePath("latent-tsne.csv"), new float[2 * data.Train.Count], data.Train.Labels, data.Train.LabelNames);
        Assert.Same(data.Train, MapFile.Read(run, data)?.Pictures);
    }

    private static readonly string[] Names = ["no", "perhaps", "yes"];

    /// <summary>Rows whose labels go around, and begin again where another part does.</summary>
    private static void Write(string path, int rows, int first = int.MaxValue) =>
        File.WriteAllLines(path, Enumerable.Range(0, rows).Select(i => FormattableString.Invariant($"{i},{i + 0.5},{-2 * i},{Names[Place(i, first) % 3]}")).Prepend("index,x,y,label"));

    private static int Place(int row, int first) => row < first ? row : row < first + 16 ? row - first : row - first - 16;
}

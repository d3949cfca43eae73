using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Evaluation;
using Elbo.Exchange;
using Elbo.Figures;
using Elbo.Imaging;
using Elbo.Imaging.Charts;
using Elbo.Likelihoods;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary>The pictures of a run, each under its own name in the run's figures folder unless told otherwise.</summary>
internal static class RunFigures
{
    /// <summary>Rows of a table that are drawn unless told otherwise.</summary>
    public const int UsualRows = 100;

    private const int DimensionImages = 2000;

    /// <summary>Everything that <c>train</c> draws at its end.</summary>
    public static List<string> SaveAll(RunDirectory run, DataSplits data, Vae vae, CancellationToken cancellation)
    {
        var saved = new List<string>();
        foreach (string path in Drawn())
        {
            saved.Add(path);
            cancellation.ThrowIfCancellationRequested();
        }
        return saved;

        IEnumerable<string> Drawn()
        {
            var plane = Plane(vae, data);
            if (vae.Schema is not null) yield return SampleRows(run, vae, UsualRows, 1, null);
            else
            {
                yield return Reconstructions(run, Seen(data), vae, null);
                var (rows, columns) = SampleGrid(vae.Classes);
                yield return Samples(run, vae, rows, columns, 1, null);
                foreach (string path in Manifolds(run, vae, plane, cancellation: cancellation)) yield return path;
            }
            yield return Latent(run, data, vae, plane, null);
            foreach (string path in TrainingCurves.Save(run, data.Train.Noun)) yield return path;
            if (run.FigurePath("generations.gif") is var moving && File.Exists(moving)) yield return moving;
        }
    }

    /// <summary>Fifty pairs; unless told otherwise colour pictures stand beside their reconstructions, grey ones above.</summary>
    public static string Reconstructions(RunDirectory run, Dataset data, Vae vae, string? path, PairLayout? layout = null)
    {
        var laid = layout ?? (vae.Shape.Channels == 1 ? PairLayout.Over : PairLayout.Beside);
        var (rows, columns) = laid == PairLayout.Over ? (5, 10) : (10, 5);
        return FigureFile.Save(Sheets.Reconstructions(vae, data, rows, columns, laid), path ?? run.FigurePath("reconstructions.png"));
    }

    public static string Samples(RunDirectory run, Vae vae, int rows, int columns, long seed, string? path, IReadOnlyList<byte>? labels = null) =>
        FigureFile.Save(Sheets.Samples(vae, rows, columns, seed, labels), path ?? run.FigurePath("samples.png"));

    /// <summary>New rows of a table as comma-separated values; of a conditional model with these labels in turn, or any.</summary>
    public static string SampleRows(RunDirectory run, Vae vae, int count, long seed, string? path, IReadOnlyList<byte>? labels = null)
    {
        path ??= run.FigurePath("samples.csv");
        byte[] given = labels is { Count: > 0 } ? [.. Enumerable.Range(0, count).Select(i => labels[i % labels.Count])] : vae.DrawLabels(count, seed);
        TableText.Save(path, vae.Schema!, TableDraws.Of(vae, given, count, seed));
        return path;
    }

    /// <summary>Rows and columns of samples unless told otherwise: of several classes one row each.</summary>
    public static (int Rows, int Columns) SampleGrid(int classes) => classes > 1 ? (classes, 20) : (10, 10);

    public static IEnumerable<string> Manifolds(RunDirectory run, Vae vae, (int First, int Second) plane, int size = 20, string? folder = null, float[]? centre = null, byte label = 0, CancellationToken cancellation = default)
    {
        yield return FigureFile.Save(Sheets.Manifold(vae, ManifoldGrid.Quantiles, plane.First, plane.Second, size, centre, label, cancellation), At("manifold-quantiles.png"));
        yield return FigureFile.Save(Sheets.Manifold(vae, ManifoldGrid.Linear, plane.First, plane.Second, size, centre, label, cancellation), At("manifold-linear.png"));
        string At(string name) => In(run, folder, name);
    }

    /// <summary>A sheet of pictures alone and with its labels, and one that moves, each under the same name.</summary>
    public static IEnumerable<string> Walk(RunDirectory run, string name, LabelledSheet sheet, IReadOnlyList<Pixmap> frames, string? folder)
    {
        yield return FigureFile.Save(sheet.Sheet(), In(run, folder, name + ".png"));
        yield return FigureFile.Save(sheet.Save, In(run, folder, name + ".svg"));
        yield return FigureFile.Save(path => Gif.Save(frames, path, Swing.SecondsPerFrame), In(run, folder, name + ".gif"));
    }

    public static string Latent(RunDirectory run, DataSplits data, Vae vae, (int First, int Second) plane, string? path)
    {
        path ??= run.FigurePath("latent.svg");
        var chart = LatentScatter.Of(vae, data, plane.First, plane.Second);
        return FigureFile.Save(chart.Save, path);
    }

    /// <summary>What is looked at: the test part, or the next best that is not empty.</summary>
    private static Dataset Seen(DataSplits data) => data.Test.Count > 0 ? data.Test : data.Validation.Count > 0 ? data.Validation : data.Train;

    private static string In(RunDirectory run, string? folder, string name)
    {
        if (folder is null) return run.FigurePath(name);
        ExchangeFolder.Make(folder);
        return Path.Combine(folder, name);
    }

    /// <summary>The plane that two-dimensional figures show: the only one, or that of the two dimensions that carry most.</summary>
    public static (int First, int Second) Plane(Vae vae, DataSplits data)
    {
        if (vae.Latent <= 2) return (0, vae.Latent - 1);
        var seen = Seen(data);
        var some = seen.Count > DimensionImages ? seen.Slice(0, DimensionImages, seen.Name) : seen;
        return LatentUsage.TopTwo(vae.Encode(some), vae.Latent);
    }
}

using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Imaging;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary>The pictures of a run, each under its own name in the run's figures folder unless told otherwise.</summary>
internal static class RunFigures
{
    private const int DimensionImages = 2000;

    /// <summary>Everything that <c>train</c> draws at its end.</summary>
    public static List<string> SaveAll(RunDirectory run, DataSplits data, Vae vae)
    {
        var plane = Plane(vae, data);
        var saved = new List<string> { Reconstructions(run, data.Test, vae, null), Samples(run, vae, 10, 10, 1, null) };
        saved.AddRange(Manifolds(run, vae, plane));
        if (Latent(run, data, vae, plane, null) is { } scatter) saved.Add(scatter);
        saved.AddRange(TrainingCurves.Save(run));
        return saved;
    }

    public static string Reconstructions(RunDirectory run, Dataset data, Vae vae, string? path) =>
        Save(Sheets.Reconstructions(vae, data), path ?? run.FigurePath("reconstructions.png"));

    public static string Samples(RunDirectory run, Vae vae, int rows, int columns, long seed, string? path) =>
        Save(Sheets.Samples(vae, rows, columns, seed), path ?? run.FigurePath("samples.png"));

    public static IEnumerable<string> Manifolds(RunDirectory run, Vae vae, (int First, int Second) plane, int size = 20)
    {
        yield return Save(Sheets.Manifold(vae, ManifoldGrid.Quantiles, plane.First, plane.Second, size), run.FigurePath("manifold-quantiles.png"));
        yield return Save(Sheets.Manifold(vae, ManifoldGrid.Linear, plane.First, plane.Second, size), run.FigurePath("manifold-linear.png"));
    }

    public static string Latent(RunDirectory run, DataSplits data, Vae vae, (int First, int Second) plane, string? path)
    {
        path ??= run.FigurePath("latent.svg");
        LatentScatter.Of(vae, data, plane.First, plane.Second).Save(path);
        return path;
    }

    /// <summary>The plane that two-dimensional figures show: the only one, or that of the two dimensions that carry most.</summary>
    public static (int First, int Second) Plane(Vae vae, DataSplits data)
    {
        if (vae.Latent <= 2) return (0, vae.Latent - 1);
        var some = data.Test.Count > DimensionImages ? data.Test.Slice(0, DimensionImages, data.Test.Name) : data.Test;
        return LatentUsage.TopTwo(vae.Encode(some), vae.Latent);
    }

    private static string Save(Pixmap picture, string path)
    {
        Png.Save(picture, path);
        return path;
    }
}

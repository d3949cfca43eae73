using System.Diagnostics;
using Elbo.Cli.Display;
using Elbo.Data;
using Elbo.Figures;
using Elbo.Formats;
using Elbo.Imaging.Charts;
using Elbo.Maps;
using Elbo.Runs;

namespace Elbo.Cli.Verbs;

/// <summary>A picture of a run's codes that was asked for.</summary>
internal sealed record MapOfRun
{
    private const int MostWithoutPicture = 20_000;

    private static readonly string[] Maps = ["2d", "pca", "tsne"];

    public static string[] Splits { get; } = ["train+validation", "train", "validation", "test", "all"];

    public required string Map { get; init; }

    public string? Split { get; init; }

    public TsneOptions Options { get; init; } = new();

    public string? Table { get; init; }

    public string? Codes { get; init; }

    public string? Output { get; init; }

    public int Threads { get; init; }

    // Two dimensions of training and test beside each other, unless all points of a part are asked for.
    private bool IsSideBySide => Map == "2d" && Split is null && Table is null && Codes is null;

    public void Check()
    {
        if (!Maps.Contains(Map)) throw new SettingException($"--map must be {string.Join(", ", Maps[..^1])} or {Maps[^1]}, not {Quoted.Text(Map)}.");
        if (Split is not null && !Splits.Contains(Split)) throw new SettingException($"--split must be one of {string.Join(", ", Splits)}, not {Quoted.Text(Split)}.");
        if (IsSideBySide && IsPicture(Output))
            throw new SettingException($"Training and test codes beside each other are a drawing, which {Quoted.Text(Output!)} cannot hold; give --out a name that ends in .svg, or choose one part with --split.");
        Options.Check();
    }

    /// <summary>Draws, says on standard error what is to be known, and returns the paths of what was written.</summary>
    public List<string> Draw(RunDirectory run, Vae vae, DataSplits data, CancellationToken cancellation)
    {
        if (IsSideBySide) return [SideBySide(run, vae, data)];
        string split = Split ?? Splits[0];
        var points = LatentPoints.Encode(vae, Parts(data, split), cancellation);
        if (points.Count == 0) throw new ElboException($"There are no {split} pictures to map; choose another --split.");
        if (points.Labels is null) Terminal.Tell($"The data have no labels; points are {MapScatter.Colouring(points)}.");
        if (Codes is not null) Npy.Save(Codes, points.Means, points.Count, points.Latent);

        var (places, title, across, up) = Map switch
        {
            "tsne" => Neighbourhoods(points, cancellation),
            "pca" => Components(points, cancellation),
            _ => Plane(points, vae, data),
        };
        if (Table is not null) MapTable.Save(Table, places, points.Labels, points.LabelNames);
        bool flat = points.Latent == 1 && Map != "tsne";
        string subtitle = $"{vae.Recipe.Name}, {points.Count:N0} posterior means ({split}) after {vae.Step:N0} steps";
        var chart = MapScatter.Of(points, places, title, subtitle, across, up, equalUnits: !flat);
        var saved = Save(chart, Output ?? run.FigurePath($"latent-{Map}.svg"), points.Count);
        foreach (string? also in new[] { Table, Codes })
        {
            if (also is not null) saved.Add(also);
        }
        return saved;
    }

    private string SideBySide(RunDirectory run, Vae vae, DataSplits data)
    {
        var plane = RunFigures.Plane(vae, data);
        if (vae.Latent > 2) Terminal.Tell($"Of {vae.Latent} latent dimensions, {plane.First} and {plane.Second} carry most and are shown.");
        if (data.Test.Labels is null) Terminal.Tell("The data have no labels; all points have one colour.");
        return RunFigures.Latent(run, data, vae, plane, Output);
    }

    private (float[] Places, string Title, string Across, string Up) Neighbourhoods(LatentPoints points, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        var map = MapDisplay.Embed(points.Means, points.Latent, Options, Threads, cancellation);
        if (map.Perplexity < Options.Perplexity)
            Terminal.Tell($"For {points.Count:N0} points the perplexity was lowered from {Options.Perplexity:0.##} to {map.Perplexity:0.##}.");
        Terminal.Tell($"{points.Count:N0} points in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, KL divergence {map.KlDivergence:F4} nats at perplexity {map.Perplexity:0.##}.");
        return (map.Places, $"Latent codes by t-SNE, perplexity {map.Perplexity:0.##}", "t-SNE 1", "t-SNE 2");
    }

    private (float[] Places, string Title, string Across, string Up) Components(LatentPoints points, CancellationToken cancellation)
    {
        const string Title = "Principal components of the latent codes";
        var components = PrincipalComponents.Of(points.Means, points.Latent, Math.Min(2, points.Latent), Threads, cancellation);
        double Share(int c) => components.TotalVariance > 0 ? components.Variances[c] / components.TotalVariance : 0;
        if (components.TotalVariance == 0) Terminal.Tell("All codes are equal: the posterior has collapsed.");
        var projected = components.Project(points.Means);
        if (points.Latent == 1)
        {
            Terminal.Tell("One latent dimension has one principal component; it is drawn against the posterior deviation.");
            return (Pairs(projected, 0, points.Deviations, 0, 1), Title, "component 1", "posterior deviation");
        }
        Terminal.Tell($"Two principal components hold {Share(0) + Share(1):P0} of the variance of {points.Latent} latent dimensions.");
        return (projected, Title, $"component 1 ({Share(0):P0} of the variance)", $"component 2 ({Share(1):P0})");
    }

    private static (float[] Places, string Title, string Across, string Up) Plane(LatentPoints points, Vae vae, DataSplits data)
    {
        var (first, second) = RunFigures.Plane(vae, data);
        if (vae.Latent > 2) Terminal.Tell($"Of {vae.Latent} latent dimensions, {first} and {second} carry most and are shown.");
        return vae.Latent == 1
            ? (Pairs(points.Means, 0, points.Deviations, 0, 1), "Latent codes", "latent 0", "posterior deviation")
            : (Pairs(points.Means, first, points.Means, second, vae.Latent), "Latent codes", $"latent {first}", $"latent {second}");
    }

    private static float[] Pairs(float[] x, int first, float[] y, int second, int latent)
    {
        var places = new float[2 * (x.Length / latent)];
        for (int i = 0; i < places.Length / 2; i++) (places[2 * i], places[(2 * i) + 1]) = (x[(i * latent) + first], y[(i * latent) + second]);
        return places;
    }

    /// <summary>The drawing, and of many points, which some programs are slow to draw, their picture alone under the same name.</summary>
    private static List<string> Save(ScatterChart chart, string path, int points)
    {
        bool picture = IsPicture(path);
        string drawing = picture ? Path.ChangeExtension(path, ".svg") : path;
        List<string> saved = [FigureFile.Save(chart.Save, drawing)];
        if (picture || points > MostWithoutPicture)
            saved.Add(FigureFile.Save(chart.PointsOf(0).ToColour(), picture ? path : Path.ChangeExtension(path, ".png")));
        return saved;
    }

    private static bool IsPicture(string? path) => Path.GetExtension(path ?? "").Equals(".png", StringComparison.OrdinalIgnoreCase);

    private static Dataset[] Parts(DataSplits data, string split) => split switch
    {
        "train" => [data.Train],
        "validation" => [data.Validation],
        "test" => [data.Test],
        "all" => [data.Train, data.Validation, data.Test],
        _ => [data.Train, data.Validation],
    };
}

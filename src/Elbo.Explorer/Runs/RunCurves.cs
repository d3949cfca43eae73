using System.Text;
using Elbo.Figures;
using Elbo.Imaging.Charts;
using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>Training's curves, drawn from the metrics that there are now.</summary>
internal static class RunCurves
{
    private const string LearningRate = "learning-rate", Begin = "<style>", End = "</style>", IfDark = "@media (prefers-color-scheme:dark){";

    /// <summary>A curve as SVG.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">loss, reconstruction, kl, gradient-norm or learning-rate.</param>
    /// <param name="theme">light or dark; what the viewer prefers when left out.</param>
    /// <exception cref="Problem">There is no such curve, or no epoch to draw yet.</exception>
    public static byte[] Draw(RunDirectory run, string name, string? theme)
    {
        if (theme is not (null or "" or "light" or "dark")) throw Problem.Wrong($"theme must be light or dark, not {Quoted.Text(theme)}.");
        var rows = run.Metrics.Read();
        if (rows.Count == 0) throw Problem.NotNow("No epoch is done yet, so there is no curve to draw.");
        var charts = TrainingCurves.Charts(run.Recipe.Objective, rows).Append((LearningRate + ".svg", Rates(rows))).ToList();
        var found = charts.Find(chart => chart.Item1 == name + ".svg").Item2
            ?? throw Problem.Unknown($"There is no curve {Quoted.Text(name)}; there are {string.Join(", ", charts.Select(chart => Path.GetFileNameWithoutExtension(chart.Item1)))}.");
        return Encoding.UTF8.GetBytes(Themed(found.ToSvg(), theme));
    }

    private static LineChart Rates(IReadOnlyList<EpochMetrics> rows) => new()
    {
        Title = "Learning rate",
        X = new Axis { Title = "epoch", WholeNumbers = true },
        Y = new Axis { Title = "Learning rate" },
        Series = [new("", [.. rows.Select(row => (double)row.Epoch)], [.. rows.Select(row => row.LearningRate)])],
    };

    /// <summary>The drawing's own style follows the system; a page whose visitor chose otherwise wants the one or the other.</summary>
    private static string Themed(string svg, string? theme)
    {
        int from = svg.IndexOf(Begin, StringComparison.Ordinal), to = svg.IndexOf(End, StringComparison.Ordinal);
        if (string.IsNullOrEmpty(theme) || from < 0 || to < from) return svg;
        from += Begin.Length;
        string style = svg[from..to];
        if (!style.StartsWith(IfDark, StringComparison.Ordinal)) return svg;
        return svg[..from] + (theme == "dark" ? style[IfDark.Length..^1] : "") + svg[to..];
    }
}

using Elbo.Imaging.Charts;
using Elbo.Recipes;
using Elbo.Runs;

namespace Elbo.Figures;

/// <summary>Loss, reconstruction and KL divergence over the epochs, and the gradient's norm over the steps.</summary>
public static class TrainingCurves
{
    /// <summary>More than this are a band rather than a line, over which an average is drawn.</summary>
    private const int MostPlainEpochs = 250;

    /// <summary>A chart of one figure, training and validation.</summary>
    public static LineChart Of(IReadOnlyList<EpochMetrics> rows, string title, Func<EpochMetrics, double> training, Func<EpochMetrics, double?> validation, string unit = "nats per image")
    {
        ArgumentNullException.ThrowIfNull(rows);
        var epochs = rows.Select(row => (double)row.Epoch).ToArray();
        var series = new List<LineSeries> { new("training", epochs, rows.Select(training).ToArray()) };
        if (rows.Any(row => validation(row) is not null))
            series.Add(new("validation", epochs, rows.Select(row => validation(row) ?? double.NaN).ToArray()));
        return new LineChart
        {
            Title = title,
            X = new Axis { Title = "epoch", WholeNumbers = true },
            Y = new Axis { Title = title, Unit = unit },
            Series = series,
        };
    }

    /// <summary>The gradient's norm before clipping, each epoch's mean at its last step.</summary>
    public static LineChart GradientNorm(IReadOnlyList<EpochMetrics> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new LineChart
        {
            Title = "Gradient norm",
            Subtitle = "of all parameters together, mean over each epoch's steps",
            X = new Axis { Title = "step", WholeNumbers = true },
            Y = new Axis { Title = "Gradient norm", Logarithmic = true },
            Series =
            [
                new("", [.. rows.Select(row => (double)row.Step)], [.. rows.Select(row => row.GradientNorm)])
                {
                    Smoothing = rows.Count > MostPlainEpochs ? 0.9 : 0,
                },
            ],
        };
    }

    /// <summary>Writes <c>loss.svg</c>, <c>reconstruction.svg</c>, <c>kl.svg</c> and <c>gradient-norm.svg</c> into a run's figures and returns their paths.</summary>
    public static IReadOnlyList<string> Save(RunDirectory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var charts = Charts(run.Recipe.Objective, run.Metrics.Read());
        foreach (var (name, chart) in charts) chart.Save(run.FigurePath(name));
        return charts.Select(chart => run.FigurePath(chart.Name)).ToArray();
    }

    /// <summary>The charts by the names of their files; none without an epoch.</summary>
    internal static IReadOnlyList<(string Name, LineChart Chart)> Charts(ObjectiveOptions objective, IReadOnlyList<EpochMetrics> rows) => rows.Count == 0 ? [] :
    [
        ("loss.svg", Of(rows, "Loss", row => row.Loss, row => row.ValidationLoss, LossUnit(objective))),
        ("reconstruction.svg", Of(rows, "Reconstruction", row => row.Reconstruction, row => row.ValidationReconstruction)),
        ("kl.svg", Of(rows, "KL divergence", row => row.Kl, row => row.ValidationKl)),
        ("gradient-norm.svg", GradientNorm(rows)),
    ];

    private static string LossUnit(ObjectiveOptions objective) =>
        objective.Reduction == Reduction.Sum ? "nats per image" : "mean over values + beta · KL";
}

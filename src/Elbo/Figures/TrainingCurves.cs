using System.Globalization;
using Elbo.Data;
using Elbo.Imaging.Charts;
using Elbo.Recipes;
using Elbo.Runs;

namespace Elbo.Figures;

/// <summary>Loss, reconstruction and KL divergence over the epochs, and the gradient's norm over the steps.</summary>
public static class TrainingCurves
{
    /// <summary>From so many epochs on an average is drawn over the pale values.</summary>
    private const int FewestSmoothed = 60;

    /// <summary>What share of all epochs is averaged over: little enough to keep every turn that matters.</summary>
    private const double SmoothedShare = 1.0 / 20;

    /// <summary>A chart of one figure, training and validation; of many epochs an average over about a twentieth of them, with the values behind.</summary>
    public static LineChart Of(IReadOnlyList<EpochMetrics> rows, string title, Func<EpochMetrics, double> training, Func<EpochMetrics, double?> validation, string unit = "nats per image")
    {
        ArgumentNullException.ThrowIfNull(rows);
        var epochs = rows.Select(row => (double)row.Epoch).ToArray();
        double smoothing = Smoothing(rows.Count);
        var series = new List<LineSeries> { new("training", epochs, rows.Select(training).ToArray()) { Smoothing = smoothing } };
        if (rows.Any(row => validation(row) is not null))
            series.Add(new("validation", epochs, rows.Select(row => validation(row) ?? double.NaN).ToArray()) { Smoothing = smoothing });
        return new LineChart
        {
            Title = title,
            Subtitle = Smoothed(rows.Count),
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
            Subtitle = "of all parameters together, mean over each epoch's steps" + (rows.Count < FewestSmoothed ? "" : $"; {Average(rows.Count)}"),
            X = new Axis { Title = "step", WholeNumbers = true },
            Y = new Axis { Title = "Gradient norm", Logarithmic = true },
            Series =
            [
                new("", [.. rows.Select(row => (double)row.Step)], [.. rows.Select(row => row.GradientNorm)])
                {
                    Smoothing = Smoothing(rows.Count),
                },
            ],
        };
    }

    /// <summary>Writes <c>loss.svg</c>, <c>reconstruction.svg</c>, <c>kl.svg</c> and <c>gradient-norm.svg</c> into a run's figures and returns their paths.</summary>
    public static IReadOnlyList<string> Save(RunDirectory run) => Save(run ?? throw new ArgumentNullException(nameof(run)), Datasets.HoldsTable(run.Recipe.Data.Name) ? "row" : "image");

    /// <param name="run">The run.</param>
    /// <param name="noun">What an example is called.</param>
    /// <inheritdoc cref="Save(RunDirectory)"/>
    internal static IReadOnlyList<string> Save(RunDirectory run, string noun)
    {
        var charts = Charts(run.Recipe.Objective, run.Metrics.Read(), noun);
        foreach (var (name, chart) in charts) FigureFile.Save(chart.Save, run.FigurePath(name));
        return charts.Select(chart => run.FigurePath(chart.Name)).ToArray();
    }

    private static double Window(int epochs) => Math.Round(epochs * SmoothedShare);

    /// <summary>How strongly so many epochs are averaged; 0 for not at all.</summary>
    internal static double Smoothing(int epochs) => epochs < FewestSmoothed ? 0 : LineSeries.SmoothingOver(Window(epochs));

    private static string Smoothed(int epochs) => epochs < FewestSmoothed ? ""
        : $"{Average(epochs)}, the epochs' own values behind";

    private static string Average(int epochs) => string.Create(CultureInfo.InvariantCulture, $"averaged over about {Window(epochs):N0} epochs");

    /// <summary>The charts by the names of their files; none without an epoch.</summary>
    internal static IReadOnlyList<(string Name, LineChart Chart)> Charts(ObjectiveOptions objective, IReadOnlyList<EpochMetrics> rows, string noun = "image") => rows.Count == 0 ? [] :
    [
        ("loss.svg", Of(rows, "Loss", row => row.Loss, row => row.ValidationLoss, LossUnit(objective, noun))),
        ("reconstruction.svg", Of(rows, "Reconstruction", row => row.Reconstruction, row => row.ValidationReconstruction, $"nats per {noun}")),
        ("kl.svg", Of(rows, "KL divergence", row => row.Kl, row => row.ValidationKl, $"nats per {noun}")),
        ("gradient-norm.svg", GradientNorm(rows)),
    ];

    private static string LossUnit(ObjectiveOptions objective, string noun) =>
        objective.Reduction == Reduction.Sum ? $"nats per {noun}" : "mean over values + beta · KL";
}

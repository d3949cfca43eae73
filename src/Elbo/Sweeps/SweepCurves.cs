using Elbo.Figures;
using Elbo.Imaging.Charts;
using Elbo.Runs;

namespace Elbo.Sweeps;

/// <summary>How the runs of a sweep got where they are: training averages of each epoch over the steps, a line for each run.</summary>
public static class SweepCurves
{
    /// <summary>One measure of all runs.</summary>
    /// <param name="runs">Names and metrics of the runs.</param>
    /// <param name="title">What is measured.</param>
    /// <param name="measure">The measure of one epoch.</param>
    /// <param name="unit">Its unit.</param>
    public static LineChart Of(IReadOnlyList<(string Name, IReadOnlyList<EpochMetrics> Epochs)> runs, string title, Func<EpochMetrics, double> measure, string unit = "nats per image")
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(measure);
        bool smooth = runs.Any(run => TrainingCurves.Smoothing(run.Epochs.Count) > 0);
        LineSeries[] series =
        [
            .. runs.Select(run => new LineSeries(run.Name, [.. run.Epochs.Select(epoch => (double)epoch.Step)], [.. run.Epochs.Select(measure)])
            {
                Smoothing = TrainingCurves.Smoothing(run.Epochs.Count),
            }),
        ];
        return new LineChart
        {
            Title = $"{title} while training",
            Subtitle = smooth ? "mean over each epoch's batches; behind the averages, every epoch" : "mean over each epoch's batches",
            X = new Axis { Title = "step", WholeNumbers = true },
            Y = new Axis { Title = title, Unit = unit, Logarithmic = SweepCharts.Wide(series.SelectMany(line => line.Y)) },
            Series = series,
        };
    }
}

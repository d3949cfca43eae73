using Elbo.Imaging.Charts;

namespace Elbo.Sweeps;

/// <summary>What the runs of a sweep reached, over the settings that vary.</summary>
public static class SweepCharts
{
    private const double WideRatio = 50;

    /// <summary>
    /// One measure of all finished runs over the first varied setting. Where it alone varies: training and test set; else the test
    /// set, a line for each combination of the other settings.
    /// </summary>
    /// <param name="table">The runs.</param>
    /// <param name="title">What is measured.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="unit">Its unit.</param>
    public static LineChart Final(SweepTable table, string title, Func<SweepTerms, double> measure, string unit = "nats per image")
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(measure);
        var finished = table.Rows.Where(row => row.State == SweepState.Finished).ToList();
        var axis = new SweepAxis(table.Keys[0], finished.Select(row => row.Values[0]));
        bool tested = finished.Exists(row => row.Test is not null), alone = table.Keys.Count == 1;
        var series = new List<LineSeries>();
        if (alone)
        {
            if (tested) series.Add(Line("test set", finished, row => row.Test));
            series.Add(Line("training, last epoch", finished, row => row.Training));
        }
        else
        {
            string[] others = [.. table.Keys.Skip(1)];
            foreach (var group in finished.GroupBy(row => RunLabels.Of(others, [.. row.Values.Skip(1)])))
                series.Add(Line(group.Key, group, tested ? row => row.Test : row => row.Training));
        }
        string what = alone ? "" : tested ? "test set" : "training, last epoch", even = axis.Even ? "values at equal distances, not to scale" : "";
        return new LineChart
        {
            Title = title,
            Subtitle = string.Join("; ", new[] { what, even }.Where(words => words.Length > 0)),
            X = axis.Axis,
            Y = new Axis { Title = title, Unit = unit, Logarithmic = Wide(series.SelectMany(line => line.Y)) },
            Series = series,
        };

        LineSeries Line(string name, IEnumerable<SweepRow> rows, Func<SweepRow, SweepTerms?> terms)
        {
            var points = rows.OrderBy(row => axis.PlaceOf(row.Values[0])).ToList();
            return new(name, [.. points.Select(row => axis.PlaceOf(row.Values[0]))], [.. points.Select(row => terms(row) is { } known ? measure(known) : double.NaN)]);
        }
    }

    /// <summary>The runs' trade-off: test-set KL divergence (rate) against reconstruction error (distortion), a named point for each.</summary>
    /// <remarks>Alemi et al., "Fixing a Broken ELBO", ICML 2018.</remarks>
    public static ScatterChart RateDistortion(SweepTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var rows = table.Rows.Where(row => row.Test is not null).ToList();
        return new ScatterChart
        {
            Title = "Rate and distortion",
            Subtitle = "test set",
            EqualUnits = false,
            X = new Axis { Title = "rate: KL divergence", Unit = "nats per image", Logarithmic = Wide(rows.Select(row => row.Test!.Kl)) },
            Y = new Axis { Title = "distortion: reconstruction", Unit = "nats per image", Logarithmic = Wide(rows.Select(row => row.Test!.Reconstruction)) },
            PointSize = 7,
            Panels =
            [
                new ScatterPanel("", [.. rows.Select(row => (float)row.Test!.Kl)], [.. rows.Select(row => (float)row.Test!.Reconstruction)])
                {
                    Names = [.. rows.Select(row => RunLabels.Of(table.Keys, row.Values))],
                },
            ],
        };
    }

    /// <summary>
    /// Whether the largest values leave the others in one line at the bottom of a linear axis, and a logarithmic one can show all. A
    /// single small value, such as the KL divergence of a collapsed posterior, needs none.
    /// </summary>
    internal static bool Wide(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted is [> 0, ..] && sorted[^1] > WideRatio * sorted[sorted.Length / 2];
    }
}

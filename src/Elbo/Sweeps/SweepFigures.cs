using Elbo.Figures;
using Elbo.Imaging.Charts;
using Elbo.Recipes;
using Elbo.Runs;

namespace Elbo.Sweeps;

/// <summary>Writes all figures of a sweep.</summary>
internal static class SweepFigures
{
    private static readonly (string Name, string Title, Func<SweepTerms, double> Final, Func<EpochMetrics, double> Epoch)[] Measures =
    [
        ("loss", "Loss", terms => terms.Loss, epoch => epoch.Loss),
        ("reconstruction", "Reconstruction", terms => terms.Reconstruction, epoch => epoch.Reconstruction),
        ("kl", "KL divergence", terms => terms.Kl, epoch => epoch.Kl),
    ];

    public static List<string> Save(Sweep sweep, SweepData data, SweepTable table, string folder, CancellationToken cancellation)
    {
        var saved = new List<string>();
        string lossUnit = sweep.Plan.Runs.All(run => run.Recipe.Objective.Reduction == Reduction.Sum) ? "nats per image" : "as each recipe reduces it";
        if (table.Rows.Any(row => row.State == SweepState.Finished))
        {
            foreach (var (name, title, final, _) in Measures)
                Keep($"{name}.svg", SweepCharts.Final(table, title, final, name == "loss" ? lossUnit : "nats per image"));
            if (table.Rows.Any(row => row.Test is not null)) Keep("rate-distortion.svg", SweepCharts.RateDistortion(table));
        }
        var curves = Curves(sweep, table);
        if (curves.Count > 0)
        {
            foreach (var (name, title, _, epoch) in Measures)
                Keep($"{name}-over-steps.svg", SweepCurves.Of(curves, title, epoch, name == "loss" ? lossUnit : "nats per image"));
        }
        var pictures = new SweepPictures(table);
        for (int i = 0; i < table.Rows.Count; i++)
        {
            var (row, run) = (table.Rows[i], sweep.Plan.Runs[i]);
            if (row.State != SweepState.Finished) continue;
            cancellation.ThrowIfCancellationRequested();
            if (!pictures.HasRoom)
            {
                pictures.LeaveOut();
                continue;
            }
            using var vae = Vae.Load(sweep.PathOf(run), sweep.Threads);
            if (vae.Schema is null) pictures.Add(row, vae, data.Of(run.Recipe.Data).Test);
        }
        Keep("reconstructions.svg", pictures.Reconstructions);
        Keep("samples.svg", pictures.Samples);
        return saved;

        void Keep(string name, Chart? chart)
        {
            if (chart is not null) saved.Add(FigureFile.Save(chart.Save, Path.Combine(folder, name)));
        }
    }

    /// <summary>The metrics of the runs that came to the end of an epoch.</summary>
    private static List<(string Name, IReadOnlyList<EpochMetrics> Epochs)> Curves(Sweep sweep, SweepTable table)
    {
        var curves = new List<(string Name, IReadOnlyList<EpochMetrics> Epochs)>();
        for (int i = 0; i < table.Rows.Count; i++)
        {
            if (table.Rows[i].Training is null) continue;
            var epochs = RunDirectory.Open(sweep.PathOf(sweep.Plan.Runs[i])).Metrics.Read();
            curves.Add((RunLabels.Of(table.Keys, table.Rows[i].Values), epochs));
        }
        return curves;
    }
}

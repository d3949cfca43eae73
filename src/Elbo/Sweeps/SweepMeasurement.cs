using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Runs;
using Elbo.Tensors;

namespace Elbo.Sweeps;

/// <summary>Measures the runs of a sweep.</summary>
internal static class SweepMeasurement
{
    // That of elbo evaluate.
    private const ulong Seed = 1;

    /// <summary>What a run's metrics tell, whether or not it came to its end.</summary>
    public static SweepRow Trained(SweepRun planned, RunDirectory? run)
    {
        var row = new SweepRow { Name = planned.Name, Values = planned.Values, Latent = planned.Recipe.Model.Latent };
        if (run is null) return row;
        row = row with { Created = run.Info.Created, Steps = run.Checkpoints.List() is [var newest, ..] ? newest.Step : 0 };
        var epochs = run.Metrics.Read();
        return epochs is not [.., var last] ? row : row with
        {
            Epochs = last.Epoch,
            SkippedSteps = last.SkippedSteps,
            Seconds = epochs.Sum(epoch => epoch.Seconds),
            Training = Terms(last.Loss, last.Reconstruction, last.Kl),
        };
    }

    /// <summary>The row of a trained run: its metrics, and its model on the test set.</summary>
    /// <exception cref="ElboException">A term is not finite.</exception>
    public static SweepRow Tested(SweepRun planned, RunDirectory run, DataSplits data, Vae vae, CancellationToken cancellation)
    {
        var row = Trained(planned, run) with { State = SweepState.Finished };
        if (data.Test.Count == 0) return row;
        var (estimate, loss) = DataBound.Of(vae, data.Test, new Philox(Seed, Streams.Evaluation, 0), cancellation);
        estimate.RequireFinite(data.Test.Name);
        var quality = vae.Schema is null ? ReconstructionQuality.Of(vae, data.Test, cancellation: cancellation) : null;
        return row with
        {
            Test = Terms(loss, estimate.Reconstruction, estimate.Kl),
            Elbo = estimate.Elbo,
            BitsPerDimension = estimate.BitsPerDimension,
            TestImages = estimate.Images,
            ActiveUnits = LatentUsage.CountActive(LatentUsage.MeanVariance(vae.Encode(data.Test), vae.Latent)),
            Psnr = Finite(quality?.Psnr),
            Ssim = Finite(quality?.Ssim),
        };
    }

    // JSON has no word for NaN or infinity.
    private static SweepTerms? Terms(double loss, double reconstruction, double kl) =>
        double.IsFinite(loss) && double.IsFinite(reconstruction) && double.IsFinite(kl) ? new(loss, reconstruction, kl) : null;

    private static double? Finite(double? value) => value is { } known && double.IsFinite(known) ? value : null;
}

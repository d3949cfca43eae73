using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>One pass over a data set, with the bits of <see cref="Vae.Evaluate(Dataset, long, CancellationToken)"/>, that keeps more of it than the means.</summary>
internal sealed class PosteriorPass
{
    private readonly LatentMoments latent;
    private Moments elbo;

    private PosteriorPass(int dimensions) => latent = new LatentMoments(dimensions);

    /// <summary>The bound.</summary>
    public ElboEstimate Estimate { get; private set; } = null!;

    /// <summary>Standard error of the bound over the examples.</summary>
    public double StandardError => elbo.StandardError;

    /// <summary>KL(q‖N(0, 1)) of each dimension, mean over the examples.</summary>
    public double[] KlPerDimension => latent.Kl();

    /// <summary>Variance of the posterior mean in each dimension.</summary>
    public double[] MeanVariance => latent.MeanVariance();

    public static PosteriorPass Over(Vae vae, Dataset data, long seed, Action<double>? progress, CancellationToken cancellation)
    {
        vae.RequireLikely(data);
        if (data.Count == 0) throw new ElboException($"{data.Name} is empty; there is nothing to evaluate.");
        var pass = new PosteriorPass(vae.Latent);
        pass.Run(vae, data, new Philox((ulong)seed, Streams.Evaluation, 0), progress, cancellation);
        pass.Estimate.RequireFinite(data.Name);
        return pass;
    }

    private void Run(Vae vae, Dataset data, Philox key, Action<double>? progress, CancellationToken cancellation)
    {
        using var tape = new Tape(vae.Pool, vae.Store);
        var indices = new int[vae.BatchSize];
        var codes = new Codes(new float[vae.BatchSize * vae.Latent], new float[vae.BatchSize * vae.Latent]);
        var logDeviation = new double[vae.BatchSize * vae.Latent];
        byte[] labels = vae.RequireLabels(data);
        double reconstruction = 0, divergence = 0;
        for (int start = 0; start < data.Count; start += vae.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int batch = Math.Min(vae.BatchSize, data.Count - start);
            for (int i = 0; i < batch; i++) indices[i] = start + i;
            var given = labels.AsSpan(Math.Min(start, labels.Length), Math.Min(batch, labels.Length));
            using (vae.Enter())
            {
                tape.Begin(batch, training: false, key with { Step = key.Step + (uint)(start / vae.BatchSize) });
                var x = tape.Input(vae.Shape);
                data.Gather(indices.AsSpan(0, batch), vae.Preprocessing.Scale, vae.Preprocessing.Shift, tape.Values(x));
                var q = vae.Graph.Encode(tape, x, given);
                var z = vae.Graph.Posterior.Sample(tape, q);
                Tensor lost = vae.Graph.Likelihood.Loss(tape, vae.Graph.Decode(tape, z, given), x), spent = vae.Graph.Prior.Divergence(tape, q);
                reconstruction += Vae.Sum(tape, lost);
                divergence += Vae.Sum(tape, spent);
                for (int i = 0; i < batch; i++) elbo.Add(-((double)tape.Values(lost)[i] + tape.Values(spent)[i]));
                tape.CopyRows(q.Mean, codes.Mean);
                tape.CopyRows(q.Deviation, codes.Deviation);
                q.CopyLogDeviation(tape, codes.Deviation.AsSpan(0, batch * vae.Latent), logDeviation);
            }
            int values = batch * vae.Latent;
            latent.Add(codes.Mean.AsSpan(0, values), codes.Deviation.AsSpan(0, values), logDeviation.AsSpan(0, values));
            progress?.Invoke((double)(start + batch) / data.Count);
        }
        Estimate = new(reconstruction / data.Count, divergence / data.Count, data.Count, vae.Shape.Features);
    }
}

using Elbo.Data;
using Elbo.Serving;
using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>The evidence lower bound over a whole data set.</summary>
internal static class DataBound
{
    /// <summary>The bound over a data set, and the objective at the end of its schedules, by which runs and epochs can be compared.</summary>
    public static (ElboEstimate Estimate, double Loss) Of(Vae vae, Dataset data, Philox key, CancellationToken cancellation)
    {
        vae.RequireLikely(data);
        if (data.Count == 0) throw new ElboException($"{data.Name} is empty; there is nothing to evaluate.");
        var labels = vae.RequireLabels(data);
        double reconstruction = 0, divergence = 0;
        var dimensions = new double[vae.Graph.Objective.PerDimension ? vae.Latent : 0];
        using (var rental = vae.Rent())
        {
            foreach (var (start, batch) in vae.Batches(data.Count))
            {
                cancellation.ThrowIfCancellationRequested();
                // The step word of the key tells the batches apart.
                var x = vae.Gather(rental.Tape, data, start, batch, key with { Step = key.Step + (uint)(start / vae.BatchSize) });
                var terms = vae.Graph.Elbo(rental.Tape, x, Inference.Part(labels, start, batch));
                reconstruction += Vae.Sum(rental.Tape, terms.Reconstruction);
                divergence += Vae.Sum(rental.Tape, terms.Divergence);
                if (terms.Dimensions is { } each) AddRows(rental.Tape, each, dimensions);
            }
        }
        for (int d = 0; d < dimensions.Length; d++) dimensions[d] /= data.Count;
        var estimate = new ElboEstimate(reconstruction / data.Count, divergence / data.Count, data.Count, vae.Shape.Features);
        return (estimate, vae.Graph.Objective.Loss(estimate.Reconstruction, estimate.Kl, dimensions));
    }

    private static void AddRows(Tape tape, Tensor perDimension, double[] sums)
    {
        var rows = new float[tape.Batch * sums.Length];
        tape.CopyRows(perDimension, rows);
        for (int i = 0; i < rows.Length; i++) sums[i % sums.Length] += rows[i];
    }
}

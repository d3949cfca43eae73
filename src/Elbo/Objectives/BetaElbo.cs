using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Objectives;

/// <summary>
/// The negative evidence lower bound with a weight on its divergence, reconstruction / values + weight · KL, and optionally so many nats of each
/// dimension for free: Σ max(free bits, KL of the dimension), the KL being the mean over the batch.
/// </summary>
/// <param name="weight">Weight of the divergence at each step.</param>
/// <param name="freeBits">Nats of each dimension that cost nothing; 0 for the divergence itself.</param>
/// <param name="values">What the reconstruction is divided by: 1 for a sum, an example's values for their mean.</param>
/// <remarks>
/// Higgins et al., "beta-VAE", ICLR 2017; beta 1 over a sum is the bound itself. Free bits: Kingma et al., "Improving Variational Inference with
/// Inverse Autoregressive Flow", NeurIPS 2016, equation 15.
/// </remarks>
internal sealed class BetaElbo(KlWeight weight, double freeBits, int values) : IObjective
{
    public bool PerDimension => freeBits > 0;

    public Tensor Loss(Tape tape, Tensor reconstruction, Tensor divergence, Tensor? dimensions, long step)
    {
        var counted = PerDimension ? FreeBits.Forward(tape, dimensions!.Value, (float)freeBits) : divergence;
        return WeightedSum.Forward(tape, Reconstruction.PerValue(tape, reconstruction, values), counted, (float)weight.At(step));
    }

    public double Loss(double reconstruction, double divergence, ReadOnlySpan<double> dimensions)
    {
        double counted = PerDimension ? 0 : divergence;
        foreach (double kl in PerDimension ? dimensions : []) counted += Math.Max(freeBits, kl);
        return (reconstruction / values) + (weight.Full == 0 ? 0 : weight.Full * counted);
    }
}

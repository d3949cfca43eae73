using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Objectives;

/// <summary>What training minimises, per example, from reconstruction and divergence.</summary>
internal interface IObjective
{
    Tensor Loss(Tape tape, Tensor reconstruction, Tensor divergence);
}

/// <summary>The negative evidence lower bound with a weight on its divergence: reconstruction + beta · KL.</summary>
/// <remarks>Higgins et al., "beta-VAE", ICLR 2017; beta 1 is the bound itself.</remarks>
internal sealed class BetaElbo(double beta) : IObjective
{
    public Tensor Loss(Tape tape, Tensor reconstruction, Tensor divergence) =>
        WeightedSum.Forward(tape, reconstruction, divergence, (float)beta);
}

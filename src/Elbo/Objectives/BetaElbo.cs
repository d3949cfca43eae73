using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Objectives;

/// <summary>What training minimises, per example, from reconstruction and divergence.</summary>
internal interface IObjective
{
    Tensor Loss(Tape tape, Tensor reconstruction, Tensor divergence);

    /// <summary>The same of two averages.</summary>
    double Loss(double reconstruction, double divergence);
}

/// <summary>The negative evidence lower bound with a weight on its divergence: reconstruction / values + beta · KL.</summary>
/// <param name="beta">Weight of the divergence.</param>
/// <param name="values">What the reconstruction is divided by: 1 for a sum, an example's values for their mean.</param>
/// <remarks>Higgins et al., "beta-VAE", ICLR 2017; beta 1 over a sum is the bound itself.</remarks>
internal sealed class BetaElbo(double beta, int values) : IObjective
{
    public Tensor Loss(Tape tape, Tensor reconstruction, Tensor divergence) => WeightedSum.Forward(
        tape, values == 1 ? reconstruction : Map.Forward(tape, reconstruction, Activation.Linear, (float)(1.0 / values)), divergence, (float)beta);

    public double Loss(double reconstruction, double divergence) => (reconstruction / values) + (beta * divergence);
}

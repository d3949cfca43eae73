using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Objectives;

/// <summary>
/// Reconstruction / values + weight · |KL − C|: the divergence, its mean over the batch, is held to a capacity C that rises in a straight line.
/// </summary>
/// <param name="nats">The capacity to reach.</param>
/// <param name="options">How fast it rises, and the weight.</param>
/// <param name="values">What the reconstruction is divided by: 1 for a sum, an example's values for their mean.</param>
/// <remarks>Burgess et al., "Understanding disentangling in beta-VAE", 2018.</remarks>
internal sealed class CapacityElbo(double nats, CapacityOptions options, int values) : IObjective
{
    public bool PerDimension => false;

    /// <summary>C at a step, from 0.</summary>
    public double At(long step) => step >= options.Steps ? nats : nats * step / options.Steps;

    public Tensor Loss(Tape tape, Tensor reconstruction, Tensor divergence, Tensor? dimensions, long step) => WeightedSum.Forward(
        tape, Reconstruction.PerValue(tape, reconstruction, values), BatchDistance.Forward(tape, divergence, (float)At(step)), (float)options.Weight);

    public double Loss(double reconstruction, double divergence, ReadOnlySpan<double> dimensions) =>
        (reconstruction / values) + (options.Weight * Math.Abs(divergence - nats));
}

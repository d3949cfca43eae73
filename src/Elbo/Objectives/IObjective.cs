using Elbo.Tensors;

namespace Elbo.Objectives;

/// <summary>What training minimises, per example, from reconstruction and divergence.</summary>
internal interface IObjective
{
    /// <summary>Whether it looks at the divergence of each latent dimension.</summary>
    bool PerDimension { get; }

    /// <summary>The loss of a batch.</summary>
    /// <param name="tape">The step.</param>
    /// <param name="reconstruction">−ln p(x|z), <c>[1]</c> per example.</param>
    /// <param name="divergence">KL(q‖p), <c>[1]</c> per example.</param>
    /// <param name="dimensions">The same of each dimension, <c>[latent]</c> per example, where it is looked at.</param>
    /// <param name="step">Number of the training step, from 0, on which schedules depend.</param>
    Tensor Loss(Tape tape, Tensor reconstruction, Tensor divergence, Tensor? dimensions, long step);

    /// <summary>The same of averages over a data set, at the end of every schedule.</summary>
    double Loss(double reconstruction, double divergence, ReadOnlySpan<double> dimensions);
}

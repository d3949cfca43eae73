using Elbo.Posteriors;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Priors;

/// <summary>N(0, 1) in every dimension.</summary>
internal sealed class StandardNormal : IPrior
{
    public Tensor Divergence(Tape tape, GaussianParameters q) => GaussianDivergence.Forward(tape, q.Mean, q.Deviation);

    public Tensor Divergences(Tape tape, GaussianParameters q) => GaussianDivergence.ForwardPerDimension(tape, q.Mean, q.Deviation);

    public void Sample(Philox key, Span<float> z) => key.Normals(z);
}

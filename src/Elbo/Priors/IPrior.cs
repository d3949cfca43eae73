using Elbo.Posteriors;
using Elbo.Tensors;

namespace Elbo.Priors;

/// <summary>p(z): what the posterior is pulled towards and where new examples come from.</summary>
internal interface IPrior
{
    /// <summary>KL(q‖p) per example, in nats.</summary>
    Tensor Divergence(Tape tape, GaussianParameters q);

    /// <summary>The same of each dimension, <c>[latent]</c> per example.</summary>
    Tensor Divergences(Tape tape, GaussianParameters q);

    /// <summary>Fills <paramref name="z"/> with draws.</summary>
    void Sample(Philox key, Span<float> z);

    /// <summary>ln p(z) in nats of one code <c>[latent]</c>.</summary>
    double LogDensity(ReadOnlySpan<float> z);
}

using Elbo.Tensors;

namespace Elbo.Posteriors;

/// <summary>q(z|x): reads a distribution off the encoder's output and samples from it.</summary>
internal interface IPosterior
{
    /// <summary>Values that the encoder must give for <paramref name="latent"/> dimensions.</summary>
    int HeadSize(int latent);

    /// <summary>The distribution that an encoder output describes.</summary>
    GaussianParameters Read(Tape tape, Tensor head, int latent);

    /// <summary>One sample per example, by reparameterisation.</summary>
    Tensor Sample(Tape tape, GaussianParameters q);

    /// <summary>ln q(z|x) in nats at samples z = mean + deviation · noise of one example: deviation <c>[latent]</c>, noise <c>[n][latent]</c> → <c>[n]</c>.</summary>
    void LogDensities(ReadOnlySpan<float> deviation, ReadOnlySpan<float> noise, Span<double> nats);
}

/// <summary>Mean and standard deviation of a diagonal Gaussian, each <c>[latent]</c>.</summary>
internal readonly record struct GaussianParameters(Tensor Mean, Tensor Deviation);

using Elbo.Posteriors;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Priors;

/// <summary>N(0, 1) in every dimension.</summary>
internal sealed class StandardNormal : IPrior
{
    public Tensor Divergence(Tape tape, GaussianParameters q) => q.LogDeviation is { } log
        ? GaussianDivergence.ForwardOfLog(tape, q.Mean, log) : GaussianDivergence.Forward(tape, q.Mean, q.Deviation);

    public Tensor Divergences(Tape tape, GaussianParameters q) => q.LogDeviation is { } log
        ? GaussianDivergence.ForwardOfLogPerDimension(tape, q.Mean, log) : GaussianDivergence.ForwardPerDimension(tape, q.Mean, q.Deviation);

    public void Sample(Philox key, Span<float> z) => key.Normals(z);

    public double LogDensity(ReadOnlySpan<float> z)
    {
        double squares = 0;
        foreach (float value in z) squares += (double)value * value;
        return -0.5 * (squares + (z.Length * PortableMath.Log(2 * Math.PI)));
    }
}

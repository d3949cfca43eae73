using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Posteriors;

/// <summary>
/// N(mean, deviation²) with independent dimensions. The second half ρ of the head gives the deviation: softplus(ρ) plus
/// a floor, or e^(ρ/2), in which case ρ is the log-variance.
/// </summary>
internal sealed class DiagonalGaussian(DeviationKind deviation, double floor) : IPosterior
{
    public int HeadSize(int latent) => 2 * latent;

    public GaussianParameters Read(Tape tape, Tensor head, int latent)
    {
        var mean = Slice.Forward(tape, head, 0, latent);
        var rho = Slice.Forward(tape, head, latent, latent);
        return new(mean, deviation == DeviationKind.Softplus
            ? Map.Forward(tape, rho, Activation.Softplus, 1, (float)floor)
            : Map.Forward(tape, rho, Activation.Exp, 0.5f, (float)floor));
    }

    public Tensor Sample(Tape tape, GaussianParameters q) => GaussianSample.Forward(tape, q.Mean, q.Deviation);

    // From the noise, not from (z − mean) / deviation, which a small deviation would make of rounding errors.
    public void LogDensities(ReadOnlySpan<float> deviation, ReadOnlySpan<float> noise, Span<double> nats)
    {
        double constant = 0.5 * deviation.Length * PortableMath.Log(2 * Math.PI);
        foreach (float each in deviation) constant += PortableMath.Log(each);
        for (int i = 0; i < nats.Length; i++)
        {
            double squares = 0;
            foreach (float e in noise.Slice(i * deviation.Length, deviation.Length)) squares += (double)e * e;
            nats[i] = (-0.5 * squares) - constant;
        }
    }
}

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
        bool isSoftplus = deviation == DeviationKind.Softplus;
        var size = isSoftplus ? Map.Forward(tape, rho, Activation.Softplus, 1, (float)floor) : Map.Forward(tape, rho, Activation.Exp, 0.5f, (float)floor);
        if (floor > 0) return new(mean, size, null);
        return new(mean, size, isSoftplus ? LogSoftplus.Forward(tape, rho) : Map.Forward(tape, rho, Activation.Linear, 0.5f));
    }

    public Tensor Sample(Tape tape, GaussianParameters q) => GaussianSample.Forward(tape, q.Mean, q.Deviation);

    // From the noise, not from (z − mean) / deviation, which a small deviation would make of rounding errors.
    public void LogDensities(ReadOnlySpan<double> logDeviation, ReadOnlySpan<float> noise, Span<double> nats)
    {
        int latent = logDeviation.Length;
        double constant = 0.5 * latent * PortableMath.Log(2 * Math.PI);
        foreach (double each in logDeviation) constant += each;
        for (int i = 0; i < nats.Length; i++)
        {
            double squares = 0;
            foreach (float e in noise.Slice(i * latent, latent)) squares += (double)e * e;
            nats[i] = (-0.5 * squares) - constant;
        }
    }
}

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
}

using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>An estimate of the evidence lower bound over a data set, with one posterior sample per example.</summary>
/// <param name="Reconstruction">−ln p(x|z), nats per example, mean over the set.</param>
/// <param name="Kl">KL(q(z|x)‖p(z)), nats per example, mean over the set.</param>
/// <param name="Images">Examples.</param>
/// <param name="Features">Values per example.</param>
public sealed record ElboEstimate(double Reconstruction, double Kl, int Images, int Features)
{
    /// <summary>The evidence lower bound, −(reconstruction + KL), nats per example.</summary>
    public double Elbo => -(Reconstruction + Kl);

    /// <summary>
    /// −<see cref="Elbo"/> in bits per value. For a Gaussian likelihood the constant that its squared error leaves out is
    /// left out here too, so compare it between runs of the same data range only.
    /// </summary>
    public double BitsPerDimension => -Elbo / (Features * PortableMath.Log(2));

    /// <summary>This estimate, if both its terms are finite.</summary>
    /// <param name="data">Name of the data that it is of.</param>
    /// <exception cref="ElboException">A term is not finite.</exception>
    internal ElboEstimate RequireFinite(string data)
    {
        if (double.IsFinite(Elbo)) return this;
        string term = double.IsFinite(Kl) ? "reconstruction error" : "KL divergence";
        throw new ElboException($"The {term} of {data} is not finite under this model; check that the data have the range it was trained on.");
    }
}

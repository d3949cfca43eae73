namespace Elbo.Sweeps;

/// <summary>Latent dimensions in use: those whose posterior mean varies over the data by more than 0.01.</summary>
/// <remarks>Burda, Grosse and Salakhutdinov, "Importance Weighted Autoencoders", ICLR 2016, section 5.2.</remarks>
internal static class ActiveUnits
{
    private const double Threshold = 0.01;

    /// <param name="means">Posterior means, rows <c>[n][latent]</c>.</param>
    /// <param name="latent">Number of dimensions.</param>
    public static int Count(ReadOnlySpan<float> means, int latent)
    {
        int count = means.Length / latent, active = 0;
        for (int d = 0; d < latent; d++)
        {
            double sum = 0, squares = 0;
            for (int i = d; i < means.Length; i += latent) sum += means[i];
            double mean = sum / count;
            for (int i = d; i < means.Length; i += latent) squares += (means[i] - mean) * (means[i] - mean);
            if (squares / count > Threshold) active++;
        }
        return active;
    }
}

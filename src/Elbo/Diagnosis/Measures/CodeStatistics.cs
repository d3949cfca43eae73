using Elbo.Evaluation;

namespace Elbo.Diagnosis.Measures;

/// <summary>What the posteriors of some pictures look like, one value for each latent dimension.</summary>
internal sealed class CodeStatistics
{
    private readonly double[] kl, means, squares, deviations, variances;

    public CodeStatistics(int latent) =>
        (kl, means, squares, deviations, variances) = (new double[latent], new double[latent], new double[latent], new double[latent], new double[latent]);

    /// <summary>Pictures that were encoded.</summary>
    public int Images { get; private set; }

    /// <summary>Dimensions.</summary>
    public int Latent => kl.Length;

    /// <summary>Codes with a NaN or an infinity, which are left out of everything else.</summary>
    public int Broken { get; private set; }

    /// <summary>KL(q‖N(0, 1)) in nats, mean over the pictures.</summary>
    public double Kl(int dimension) => kl[dimension] / Images;

    /// <summary>The sum of all dimensions' divergences in nats.</summary>
    public double TotalKl => kl.Sum() / Images;

    /// <summary>Mean of the posterior means.</summary>
    public double Mean(int dimension) => means[dimension] / Images;

    /// <summary>Variance of the posterior means.</summary>
    public double VarianceOfMean(int dimension) => Math.Max(0, (squares[dimension] / Images) - (Mean(dimension) * Mean(dimension)));

    /// <summary>Mean posterior standard deviation.</summary>
    public double Deviation(int dimension) => deviations[dimension] / Images;

    /// <summary>Variance of the aggregate posterior: of the means, and of the posteriors about them.</summary>
    public double AggregateVariance(int dimension) => VarianceOfMean(dimension) + (variances[dimension] / Images);

    /// <summary>Adds codes, rows <c>[n][latent]</c>.</summary>
    public void Add(Codes codes)
    {
        for (int start = 0; start < codes.Mean.Length; start += Latent)
            AddRow(codes.Mean.AsSpan(start, Latent), codes.Deviation.AsSpan(start, Latent));
    }

    private void AddRow(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        for (int d = 0; d < Latent; d++)
        {
            if (float.IsFinite(mean[d]) && float.IsFinite(deviation[d])) continue;
            Broken++;
            return;
        }
        Images++;
        for (int d = 0; d < Latent; d++)
        {
            double m = mean[d], s = deviation[d];
            // A deviation may underflow to zero where there is no floor; the logarithm must not end the examination.
            kl[d] += LatentMoments.Divergence(m, Math.Max(s, float.Epsilon));
            means[d] += m;
            squares[d] += m * m;
            deviations[d] += s;
            variances[d] += s * s;
        }
    }
}

namespace Elbo.Evaluation;

/// <summary>Mean and covariance of feature vectors, in double precision.</summary>
internal sealed class FeatureGaussian
{
    private readonly double[] mean;
    private readonly double[,] covariance;

    /// <param name="rows">At least two vectors, <c>[n][features]</c>.</param>
    /// <param name="features">Their length.</param>
    public FeatureGaussian(ReadOnlySpan<float> rows, int features)
    {
        int count = rows.Length / features;
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2, nameof(rows));
        (mean, covariance) = (new double[features], new double[features, features]);
        for (int i = 0; i < rows.Length; i++) mean[i % features] += rows[i];
        for (int f = 0; f < features; f++) mean[f] /= count;
        var centred = new double[features];
        for (int start = 0; start < rows.Length; start += features)
        {
            for (int f = 0; f < features; f++) centred[f] = rows[start + f] - mean[f];
            for (int f = 0; f < features; f++)
            {
                for (int g = 0; g <= f; g++) covariance[f, g] += centred[f] * centred[g];
            }
        }
        for (int f = 0; f < features; f++)
        {
            for (int g = 0; g <= f; g++) covariance[g, f] = covariance[f, g] /= count - 1;
        }
    }

    /// <summary>
    /// |m − m'|² + tr(S + S' − 2 (S S')^½). With S = L Lᵀ, the eigenvalues of S S' are those of the symmetric Lᵀ S' L,
    /// whose roots add up to the trace of the square root.
    /// </summary>
    /// <remarks>Dowson and Landau, "The Fréchet distance between multivariate normal distributions", 1982.</remarks>
    public double Distance(FeatureGaussian other)
    {
        double distance = 0;
        for (int f = 0; f < mean.Length; f++)
        {
            double apart = mean[f] - other.mean[f];
            distance += (apart * apart) + covariance[f, f] + other.covariance[f, f];
        }
        var root = Cholesky();
        foreach (double value in SymmetricEigenvalues.Of(Sandwich(root, other.covariance)))
            distance -= 2 * Math.Sqrt(Math.Max(0, value));
        return Math.Max(0, distance);
    }

    /// <summary>The lower triangular L with L Lᵀ = S. Directions in which nothing varies, rounding aside, get a column of zeros.</summary>
    private double[,] Cholesky()
    {
        int n = mean.Length;
        var l = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            double pivot = covariance[j, j];
            for (int k = 0; k < j; k++) pivot -= l[j, k] * l[j, k];
            if (!(pivot > 1e-13 * covariance[j, j])) continue;
            l[j, j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < n; i++)
            {
                double sum = covariance[i, j];
                for (int k = 0; k < j; k++) sum -= l[i, k] * l[j, k];
                l[i, j] = sum / l[j, j];
            }
        }
        return l;
    }

    /// <summary>Lᵀ S L for a lower triangular L.</summary>
    private static double[,] Sandwich(double[,] l, double[,] s)
    {
        int n = l.GetLength(0);
        double[,] half = new double[n, n], whole = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                for (int j = 0; j <= k; j++) half[i, j] += s[i, k] * l[k, j];
            }
        }
        for (int k = 0; k < n; k++)
        {
            for (int i = 0; i <= k; i++)
            {
                for (int j = 0; j < n; j++) whole[i, j] += l[k, i] * half[k, j];
            }
        }
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++) whole[i, j] = whole[j, i] = 0.5 * (whole[i, j] + whole[j, i]);
        }
        return whole;
    }
}

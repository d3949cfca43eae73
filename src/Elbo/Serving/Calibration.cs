using System.Globalization;

namespace Elbo.Serving;

/// <summary>
/// What scores are usual: the bounds of pictures that the model was not trained on, by which the score of another picture is placed among them.
/// It is kept as at most 1,001 quantiles, between which bounds are taken to lie evenly.
/// </summary>
public sealed class Calibration
{
    private const int MostQuantiles = 1001;
    private readonly double[] quantiles;

    private Calibration(int images, double[] quantiles) => (Images, this.quantiles) = (images, quantiles);

    /// <summary>Pictures behind it.</summary>
    public int Images { get; }

    /// <summary>How unusual a score is: the share of the calibration's pictures, in percent from 0 to 100, that the model explains better.</summary>
    /// <param name="score">An evidence lower bound in nats, as <see cref="Vae.Score(ReadOnlySpan{float})"/> gives it; the lower the more unusual.</param>
    /// <exception cref="ArgumentException">The score is not a number.</exception>
    public double Percentile(double score)
    {
        if (double.IsNaN(score)) throw new ArgumentException("A score is NaN.", nameof(score));
        if (score < quantiles[0]) return 100;
        if (score >= quantiles[^1]) return 0;
        int low = 0, high = quantiles.Length - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (quantiles[middle] <= score) low = middle;
            else high = middle;
        }
        double at = low + ((score - quantiles[low]) / (quantiles[high] - quantiles[low]));
        return 100 * (1 - (at / (quantiles.Length - 1)));
    }

    /// <summary>The score below which a picture is more unusual than so many percent of the calibration's.</summary>
    /// <param name="percentile">From 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is no share.</exception>
    public double Threshold(double percentile)
    {
        if (!(percentile is >= 0 and <= 100)) throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile lies between 0 and 100.");
        double at = (1 - (percentile / 100)) * (quantiles.Length - 1);
        int low = (int)at;
        return low == quantiles.Length - 1 ? quantiles[low] : quantiles[low] + ((at - low) * (quantiles[low + 1] - quantiles[low]));
    }

    /// <summary>The calibration that these scores give.</summary>
    /// <exception cref="ElboException">There are none, or one is not finite.</exception>
    internal static Calibration Of(ReadOnlySpan<double> scores, string data)
    {
        if (scores.IsEmpty) throw new ElboException($"{data} is empty; calibrate on pictures that the model was not trained on.");
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        if (!double.IsFinite(sorted[0])) throw new ElboException($"The bound of a picture of {data} is not finite under this model; check that the data have the range it was trained on.");
        var quantiles = new double[Math.Min(sorted.Length, MostQuantiles)];
        for (int i = 0; i < quantiles.Length; i++)
        {
            double at = quantiles.Length == 1 ? 0 : (double)i * (sorted.Length - 1) / (quantiles.Length - 1);
            int low = (int)at;
            quantiles[i] = low + 1 == sorted.Length ? sorted[low] : sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low]));
        }
        return new(sorted.Length, quantiles);
    }

    /// <summary>The calibration in one line.</summary>
    internal string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Images};{string.Join(',', quantiles.Select(q => q.ToString("R", CultureInfo.InvariantCulture)))}");

    /// <summary>The calibration of a line, or null where it is none.</summary>
    internal static Calibration? FromText(string text)
    {
        if (text.Split(';') is not [var number, var list] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int images)) return null;
        string[] parts = list.Split(',', MostQuantiles + 1);
        if (images < parts.Length || parts.Length > MostQuantiles) return null;
        var quantiles = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out quantiles[i]) || !double.IsFinite(quantiles[i])) return null;
            if (i > 0 && quantiles[i] < quantiles[i - 1]) return null;
        }
        return new(images, quantiles);
    }
}

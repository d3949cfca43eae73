using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>How near one picture is to another; intensities in [0, 1].</summary>
public static class PictureQuality
{
    private const int LargestWindow = 11;
    private const double Sigma = 1.5, C1 = 0.01 * 0.01, C2 = 0.03 * 0.03;

    /// <summary>The peak signal-to-noise ratio in dB, −10 log10 of the mean squared error; infinite for equal pictures.</summary>
    /// <param name="a">Intensities of one picture, or of as many as you like.</param>
    /// <param name="b">As many of the other.</param>
    /// <exception cref="ArgumentException">The numbers of intensities differ, or there are none.</exception>
    public static double Psnr(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length || a.IsEmpty)
            throw new ArgumentException($"The pictures to compare have {a.Length} and {b.Length} intensities; give equally many, at least one.", nameof(b));
        double squares = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = (double)a[i] - b[i];
            squares += difference * difference;
        }
        return squares == 0 ? double.PositiveInfinity : -10 * PortableMath.Log10(squares / a.Length);
    }

    /// <summary>The mean structural similarity over all positions and channels: 1 for equal pictures, at least −1.</summary>
    /// <remarks>
    /// Wang, Bovik, Sheikh, Simoncelli, "Image Quality Assessment: From Error Visibility to Structural Similarity", IEEE Trans.
    /// Image Processing 13(4), 2004: an 11 × 11 Gaussian window of deviation 1.5 at every position where it lies wholly
    /// within the picture, K1 = 0.01, K2 = 0.03. A picture of fewer than 11 pixels a side gets the largest window of odd side that fits.
    /// </remarks>
    /// <param name="a">Intensities of one picture, <c>[channels][height][width]</c>.</param>
    /// <param name="b">Those of the other.</param>
    /// <param name="shape">Channels, height and width of both.</param>
    /// <exception cref="ArgumentException">A picture does not have the shape, or the shape is empty.</exception>
    public static double Ssim(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Shape shape)
    {
        (int channels, int height, int width) = shape;
        if (channels < 1 || height < 1 || width < 1 || a.Length != shape.Features || b.Length != shape.Features)
            throw new ArgumentException($"The pictures to compare have {a.Length} and {b.Length} intensities, which is not {shape}.", nameof(shape));
        double[] window = Window(Math.Min(height, width));
        int across = width - window.Length + 1, down = height - window.Length + 1, plane = height * width;
        var sums = new Moments[height * across];
        double total = 0;
        for (int c = 0; c < channels; c++)
        {
            for (int y = 0; y < height; y++)
            {
                int row = c * plane + y * width;
                Across(a.Slice(row, width), b.Slice(row, width), window, sums.AsSpan(y * across, across));
            }
            for (int y = 0; y < down; y++)
                for (int x = 0; x < across; x++)
                {
                    Moments sum = default;
                    for (int i = 0; i < window.Length; i++)
                        sum.Add(window[i], sums[(y + i) * across + x]);
                    total += sum.Similarity;
                }
        }
        return total / ((double)channels * down * across);
    }

    private static void Across(ReadOnlySpan<float> a, ReadOnlySpan<float> b, double[] window, Span<Moments> sums)
    {
        for (int x = 0; x < sums.Length; x++)
        {
            Moments sum = default;
            for (int i = 0; i < window.Length; i++)
                sum.Add(window[i], new Moments(a[x + i], b[x + i]));
            sums[x] = sum;
        }
    }

    /// <summary>One side of the window; the window is its product with itself.</summary>
    private static double[] Window(int side)
    {
        var window = new double[Math.Min(LargestWindow, side - 1 + side % 2)];
        double sum = 0;
        for (int i = 0; i < window.Length; i++)
        {
            double distance = i - window.Length / 2;
            sum += window[i] = PortableMath.Exp(-distance * distance / (2 * Sigma * Sigma));
        }
        for (int i = 0; i < window.Length; i++)
            window[i] /= sum;
        return window;
    }

    /// <summary>Weighted means of a, b, a², b² and ab.</summary>
    private struct Moments(double a, double b)
    {
        private double _a = a, _b = b, _aa = a * a, _bb = b * b, _ab = a * b;

        public void Add(double weight, in Moments other)
        {
            _a += weight * other._a;
            _b += weight * other._b;
            _aa += weight * other._aa;
            _bb += weight * other._bb;
            _ab += weight * other._ab;
        }

        public readonly double Similarity =>
            (2 * _a * _b + C1) * (2 * (_ab - _a * _b) + C2) / ((_a * _a + _b * _b + C1) * (_aa - _a * _a + (_bb - _b * _b) + C2));
    }
}

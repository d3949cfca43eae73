using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>
/// Digits drawn by code, 28 × 28 grey, white ink on black, for machines without a data set. Each is a pure function of
/// (seed, index): the same bits on any machine and any number of threads.
/// </summary>
public static class DrawnDigits
{
    /// <summary>Shape of one digit.</summary>
    public static readonly Shape Shape = new(1, InkTrace.Side, InkTrace.Side);

    /// <summary>Index of the first validation digit, far beyond any training digit.</summary>
    public const uint FirstValidation = 1u << 30;

    /// <summary>Index of the first test digit.</summary>
    public const uint FirstTest = 1u << 31;

    private const uint Stream = 0xD161;

    /// <summary>Draws a training, a validation and a test set. The size of one changes no digit of another.</summary>
    /// <param name="seed">Another seed gives other digits.</param>
    /// <param name="train">Training digits.</param>
    /// <param name="validation">Validation digits; may be zero.</param>
    /// <param name="test">Test digits; may be zero.</param>
    /// <exception cref="SettingException">A number of digits cannot be.</exception>
    public static DataSplits Create(ulong seed = 1, int train = 20000, int validation = 2000, int test = 2000) => new(
        Set("digits/train", seed, 0, train, fewest: 1),
        Set("digits/validation", seed, FirstValidation, validation, fewest: 0),
        Set("digits/test", seed, FirstTest, test, fewest: 0));

    /// <summary>Draws the digit at <paramref name="index"/>.</summary>
    /// <param name="seed">The seed of its set.</param>
    /// <param name="index">Which digit.</param>
    /// <param name="pixels">784 bytes, row by row, that receive the digit.</param>
    /// <returns>Which of the ten digits it is.</returns>
    /// <exception cref="ArgumentException">Fewer than 784 bytes.</exception>
    public static byte Draw(ulong seed, uint index, Span<byte> pixels)
    {
        if (pixels.Length < Shape.Features) throw new ArgumentException($"A digit needs {Shape.Features} bytes, not {pixels.Length}.", nameof(pixels));
        var draws = new KeyedDraws(new Philox(seed, Stream, index));
        int digit = draws.Below(10);
        DigitHand.Write(digit, ref draws, pixels[..Shape.Features]);
        return (byte)digit;
    }

    private static ByteDataset Set(string name, ulong seed, uint first, int count, int fewest)
    {
        int most = Array.MaxLength / Shape.Features;
        if (count < fewest || count > most)
            throw new SettingException($"'{name}' cannot have {count} drawn digits; ask for {fewest} to {most}.");
        int features = Shape.Features;
        var pixels = new byte[count * features];
        var labels = new byte[count];
        Parallel.For(0, count, i => labels[i] = Draw(seed, first + (uint)i, pixels.AsSpan(i * features, features)));
        return new ByteDataset(name, Shape, pixels, labels, Dataset.NumberLabels(labels, atLeast: 10));
    }
}

using Elbo.Data.Faces;
using Elbo.Imaging;
using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>
/// Portraits drawn by code, in colour and of any size, for machines without a data set. Each is a pure function of
/// (seed, index) and of its <see cref="FaceFactors"/>: the same bits on any machine and any number of threads.
/// </summary>
public static class DrawnFaces
{
    /// <summary>Fewest pixels a side.</summary>
    public const int SmallestSize = 16;

    /// <summary>Most pixels a side.</summary>
    public const int LargestSize = 256;

    private const uint Stream = 0xFACE;

    /// <summary>Names of the labels: the hair styles.</summary>
    public static IReadOnlyList<string> LabelNames { get; } = ["bald", "short", "parted", "fringe", "long", "curly", "bun", "hat"];

    /// <summary>Draws a training, a validation and a test set, labelled by hair style. The size of one changes no face of another.</summary>
    /// <param name="seed">Another seed gives other faces.</param>
    /// <param name="size">Pixels a side, 16 to 256; the same faces at every size.</param>
    /// <param name="train">Training faces.</param>
    /// <param name="validation">Validation faces; may be zero.</param>
    /// <param name="test">Test faces; may be zero.</param>
    /// <exception cref="SettingException">The size or a number of faces cannot be.</exception>
    public static DataSplits Create(ulong seed = 1, int size = 64, int train = 20000, int validation = 2000, int test = 2000)
    {
        CheckSize(size);
        return new(
            Set("faces/train", seed, DataSplit.Train, size, train, fewest: 1),
            Set("faces/validation", seed, DataSplit.Validation, size, validation, fewest: 0),
            Set("faces/test", seed, DataSplit.Test, size, test, fewest: 0));
    }

    /// <summary>What the face at <paramref name="index"/> of a split was drawn from: its labels in full.</summary>
    /// <param name="seed">The seed of its set.</param>
    /// <param name="split">Training, validation or test.</param>
    /// <param name="index">Which face.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative or past 2³⁰, or there is no such split.</exception>
    public static FaceFactors Factors(ulong seed, DataSplit split, int index)
    {
        if ((uint)index >= 1u << 30) throw new ArgumentOutOfRangeException(nameof(index), index, "A split has faces 0 to 2³⁰ − 1.");
        if (split is < DataSplit.Train or > DataSplit.Test) throw new ArgumentOutOfRangeException(nameof(split), split, "There is no such split.");
        var draws = new KeyedDraws(new Philox(seed, Stream, ((uint)split << 30) | (uint)index));
        return FaceDraws.Draw(ref draws);
    }

    /// <summary>Draws one face.</summary>
    /// <param name="factors">All that it depends on.</param>
    /// <param name="size">Pixels a side, 16 to 256.</param>
    /// <returns>A red-green-blue picture.</returns>
    /// <exception cref="SettingException">A factor or the size is outside its range.</exception>
    public static Pixmap Draw(FaceFactors factors, int size = 64)
    {
        ArgumentNullException.ThrowIfNull(factors);
        CheckSize(size);
        FaceFactor.Check(factors);
        var painted = new float[FaceCanvas.Length(size)];
        FacePainter.Paint(factors, painted, size);
        var pixels = new byte[painted.Length];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = Round(painted[i]);
        return new Pixmap(size, size, 3, pixels);
    }

    private static ByteDataset Set(string name, ulong seed, DataSplit split, int size, int count, int fewest)
    {
        var shape = new Shape(3, size, size);
        int features = shape.Features, area = size * size, most = Array.MaxLength / features;
        if (count < fewest || count > most)
            throw new SettingException($"'{name}' cannot have {count} drawn faces of {size}×{size} pixels; ask for {fewest} to {most}.");
        var pixels = new byte[count * features];
        var labels = new byte[count];
        Parallel.For(0, count, () => new float[features], (i, _, painted) =>
        {
            var factors = Factors(seed, split, i);
            FacePainter.Paint(factors, painted, size);
            labels[i] = (byte)factors.Hair;
            var face = pixels.AsSpan(i * features, features);
            for (int p = 0; p < area; p++)
            {
                for (int c = 0; c < 3; c++) face[(c * area) + p] = Round(painted[(3 * p) + c]);
            }
            return painted;
        }, _ => { });
        return new ByteDataset(name, shape, pixels, labels, LabelNames);
    }

    private static byte Round(float intensity) => (byte)((Math.Clamp(intensity, 0, 1) * 255) + 0.5f);

    private static void CheckSize(int size)
    {
        if (size is < SmallestSize or > LargestSize)
            throw new SettingException($"Faces cannot be drawn {size} pixels wide; use {SmallestSize} to {LargestSize}.");
    }
}

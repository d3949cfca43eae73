using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Elbo.Imaging;

/// <summary>The two passes of a resize, in fixed point, each rounding to bytes.</summary>
internal static class ResamplePasses
{
    private const int Half = 1 << (ResampleTable.Precision - 1);

    /// <summary>Bytes that a line must have beyond its pixels, because whole vectors are read and written.</summary>
    public const int Slack = 16;

    /// <summary>One row: <c>[from][channels]</c> to <c>[to][channels]</c>, both with <see cref="Slack"/> bytes at the end.</summary>
    public static void Row(ReadOnlySpan<byte> line, Span<byte> target, int to, int channels, ResampleTable table)
    {
        if (channels == 1)
            for (int i = 0; i < to; i++)
                target[i] = Grey(line[table.Start(i)..], table.PaddedWeights(i));
        else
            for (int i = 0; i < to; i++)
                Colour(line[(table.Start(i) * channels)..], table.Weights(i), channels, target[(i * channels)..]);
    }

    private static byte Grey(ReadOnlySpan<byte> line, ReadOnlySpan<int> weights)
    {
        Vector256<int> sum = Vector256<int>.Zero;
        for (int j = 0; j < weights.Length; j += ResampleTable.Lanes)
            sum += Widen(line[j..]) * Vector256.Create(weights[j..]);
        return (byte)Math.Clamp((Half + Vector256.Sum(sum)) >> ResampleTable.Precision, 0, 255);
    }

    /// <summary>Four lanes are a pixel's channels; of RGB the fourth holds the next pixel's red and is overwritten by it.</summary>
    private static void Colour(ReadOnlySpan<byte> line, ReadOnlySpan<int> weights, int channels, Span<byte> target)
    {
        Vector128<int> sum = Vector128.Create(Half);
        for (int j = 0; j < weights.Length; j++)
        {
            Vector128<byte> pixel = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<uint>(line[(j * channels)..])).AsByte();
            sum += Vector128.WidenLower(Vector128.WidenLower(pixel)).AsInt32() * Vector128.Create(weights[j]);
        }
        sum = Vector128.Clamp(sum >> ResampleTable.Precision, Vector128<int>.Zero, Vector128.Create(255));
        Vector128<ushort> words = Vector128.Narrow(sum.AsUInt32(), default);
        MemoryMarshal.Write(target, Vector128.Narrow(words, default).AsUInt32().ToScalar());
    }

    /// <summary>One row of the result from the rows <c>[count][length]</c> it takes, which begin <paramref name="rows"/>.</summary>
    public static void Column(ReadOnlySpan<byte> rows, int length, ReadOnlySpan<int> weights, Span<byte> target)
    {
        int x = 0;
        for (; x <= length - Vector128<byte>.Count; x += Vector128<byte>.Count)
        {
            Vector256<int> left = Vector256.Create(Half), right = left;
            for (int j = 0; j < weights.Length; j++)
            {
                ReadOnlySpan<byte> pixels = rows.Slice(j * length + x, Vector128<byte>.Count);
                Vector256<int> weight = Vector256.Create(weights[j]);
                left += Widen(pixels) * weight;
                right += Widen(pixels[8..]) * weight;
            }
            Vector128.Narrow(Bytes(left), Bytes(right)).CopyTo(target[x..]);
        }
        for (; x < length; x++)
        {
            int sum = Half;
            for (int j = 0; j < weights.Length; j++)
                sum += rows[j * length + x] * weights[j];
            target[x] = (byte)Math.Clamp(sum >> ResampleTable.Precision, 0, 255);
        }
    }

    private static Vector256<int> Widen(ReadOnlySpan<byte> eight)
    {
        Vector128<byte> bytes = Vector128.CreateScalarUnsafe(MemoryMarshal.Read<ulong>(eight)).AsByte();
        return Vector256.WidenLower(Vector128.WidenLower(bytes).ToVector256Unsafe()).AsInt32();
    }

    private static Vector128<ushort> Bytes(Vector256<int> sum)
    {
        sum = Vector256.Clamp(sum >> ResampleTable.Precision, Vector256<int>.Zero, Vector256.Create(255));
        return Vector128.Narrow(sum.GetLower().AsUInt32(), sum.GetUpper().AsUInt32());
    }
}

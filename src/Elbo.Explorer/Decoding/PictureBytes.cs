using Elbo.Imaging;
using Elbo.Tensors;

namespace Elbo.Explorer.Decoding;

/// <summary>Pictures as bytes with their channels interleaved, and as rows of intensities.</summary>
internal static class PictureBytes
{
    /// <summary>Intensities <c>[channel][row][column]</c> in [0, 1] → bytes <c>[row][column][channel]</c>, rounded as figures are.</summary>
    public static void Interleave(ReadOnlySpan<float> intensities, Shape shape, Span<byte> bytes)
    {
        int area = shape.Height * shape.Width;
        for (int c = 0; c < shape.Channels; c++)
        {
            var plane = intensities.Slice(c * area, area);
            for (int p = 0; p < plane.Length; p++) bytes[(p * shape.Channels) + c] = (byte)((plane[p] * 255) + 0.5f);
        }
    }

    /// <summary>The same of one picture, as a new array.</summary>
    public static byte[] Of(ReadOnlySpan<float> intensities, Shape shape)
    {
        var bytes = new byte[shape.Features];
        Interleave(intensities, shape, bytes);
        return bytes;
    }

    /// <summary>A picture of the model's shape → intensities <c>[channel][row][column]</c>.</summary>
    public static float[] Intensities(Pixmap picture)
    {
        var values = new float[picture.Pixels.Length];
        int area = picture.Width * picture.Height;
        for (int i = 0; i < values.Length; i++) values[((i % picture.Channels) * area) + (i / picture.Channels)] = picture.Pixels[i] / 255f;
        return values;
    }
}

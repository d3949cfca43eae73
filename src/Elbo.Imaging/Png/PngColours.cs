using System.Buffers.Binary;

namespace Elbo.Imaging;

/// <summary>Turns a row of samples into pixels: the palette, the transparent colour and the channels they lead to.</summary>
/// <param name="Header">Sample layout.</param>
/// <param name="Palette">RGB triples of the PLTE chunk; empty without one.</param>
/// <param name="Transparency">The tRNS chunk: alpha of the palette's first entries, or one colour key; empty without one.</param>
internal sealed record PngColours(PngHeader Header, byte[] Palette, byte[] Transparency)
{
    /// <summary>Channels of the decoded picture.</summary>
    public int Channels => Transparency.Length > 0 || Header.Colour is PngColour.GreyAlpha or PngColour.Rgba ? 4
        : Header.Colour == PngColour.Grey ? 1 : 3;

    /// <summary>Writes pixel i of the row at pixel <paramref name="first"/> + i · <paramref name="step"/> of <paramref name="pixels"/>.</summary>
    public void Expand(ReadOnlySpan<byte> row, int width, Span<byte> pixels, int first, int step)
    {
        switch (Header.Depth)
        {
            case 1: Expand<OneBitSamples>(row, width, pixels, first, step); break;
            case 2: Expand<TwoBitSamples>(row, width, pixels, first, step); break;
            case 4: Expand<FourBitSamples>(row, width, pixels, first, step); break;
            case 8: Expand<EightBitSamples>(row, width, pixels, first, step); break;
            default: Expand<SixteenBitSamples>(row, width, pixels, first, step); break;
        }
    }

    private void Expand<T>(ReadOnlySpan<byte> row, int width, Span<byte> pixels, int first, int step) where T : struct, IPngSamples
    {
        int samples = Header.Samples, channels = Channels;
        bool keyed = channels == 4 && Header.Colour is PngColour.Grey or PngColour.Rgb && Transparency.Length > 0;
        for (int i = 0; i < width; i++)
        {
            Span<byte> pixel = pixels.Slice((first + i * step) * channels, channels);
            int sample = T.At(row, i * samples);
            switch (Header.Colour)
            {
                case PngColour.Palette:
                    Look(sample, pixel);
                    break;
                case PngColour.Grey when channels == 1:
                    pixel[0] = T.ToByte(sample);
                    break;
                case PngColour.Grey or PngColour.GreyAlpha:
                    pixel[..3].Fill(T.ToByte(sample));
                    pixel[3] = !keyed ? T.ToByte(T.At(row, i * samples + 1)) : IsKey<T>(row, i) ? (byte)0 : (byte)255;
                    break;
                default:
                    pixel[0] = T.ToByte(sample);
                    pixel[1] = T.ToByte(T.At(row, i * samples + 1));
                    pixel[2] = T.ToByte(T.At(row, i * samples + 2));
                    if (channels == 4)
                        pixel[3] = !keyed ? T.ToByte(T.At(row, i * samples + 3)) : IsKey<T>(row, i) ? (byte)0 : (byte)255;
                    break;
            }
        }
    }

    private void Look(int index, Span<byte> pixel)
    {
        if (index >= Palette.Length / 3)
            throw new InvalidDataException($"The PNG file uses colour {index} of a palette of {Palette.Length / 3}; it is damaged.");
        Palette.AsSpan(3 * index, 3).CopyTo(pixel);
        if (pixel.Length == 4)
            pixel[3] = index < Transparency.Length ? Transparency[index] : (byte)255;
    }

    /// <summary>The key is compared before 16 bits become 8, as the standard asks.</summary>
    private bool IsKey<T>(ReadOnlySpan<byte> row, int pixel) where T : struct, IPngSamples
    {
        for (int s = 0; s < Header.Samples; s++)
            if (T.At(row, pixel * Header.Samples + s) != BinaryPrimitives.ReadUInt16BigEndian(Transparency.AsSpan(2 * s)))
                return false;
        return true;
    }
}

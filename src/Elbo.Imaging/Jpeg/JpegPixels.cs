namespace Elbo.Imaging;

/// <summary>Makes the picture once all samples are there.</summary>
internal static class JpegPixels
{
    public static Pixmap Assemble(JpegFrame frame, JpegColour colour)
    {
        var picture = new Pixmap(frame.Width, frame.Height, colour == JpegColour.Grey ? 1 : 3);
        var sources = new Upsampling[frame.Components.Length];
        try
        {
            for (int i = 0; i < sources.Length; i++)
                sources[i] = new Upsampling(frame.Components[i], frame);
            for (int y = 0; y < frame.Height; y++)
                Convert(sources, y, colour, picture.Row(y));
        }
        finally
        {
            foreach (Upsampling? source in sources)
                source?.Dispose();
        }
        return picture;
    }

    private static void Convert(Upsampling[] sources, int y, JpegColour colour, Span<byte> row)
    {
        switch (colour)
        {
            case JpegColour.Grey:
                sources[0].Row(y).CopyTo(row);
                break;
            case JpegColour.Rgb:
                ColourConversion.FromRgb(sources[0].Row(y), sources[1].Row(y), sources[2].Row(y), row);
                break;
            case JpegColour.YCbCr:
                ColourConversion.FromYCbCr(sources[0].Row(y), sources[1].Row(y), sources[2].Row(y), row);
                break;
            default:
                ColourConversion.FromCmyk(sources[0].Row(y), sources[1].Row(y), sources[2].Row(y), sources[3].Row(y), colour == JpegColour.Ycck, row);
                break;
        }
    }
}

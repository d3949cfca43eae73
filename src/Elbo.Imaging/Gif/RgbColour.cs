namespace Elbo.Imaging;

/// <summary>A colour in one number: red × 2^16 + green × 2^8 + blue.</summary>
internal static class RgbColour
{
    /// <summary>The colour of a pixel, counted row after row, over white.</summary>
    public static int At(Pixmap picture, int pixel)
    {
        byte[] pixels = picture.Pixels;
        if (picture.Channels == 1)
            return pixels[pixel] * 0x010101;
        int at = pixel * picture.Channels;
        if (picture.Channels == 3)
            return pixels[at] << 16 | pixels[at + 1] << 8 | pixels[at + 2];
        int alpha = pixels[at + 3];
        return Pixmap.OverWhite(pixels[at], alpha) << 16 | Pixmap.OverWhite(pixels[at + 1], alpha) << 8 | Pixmap.OverWhite(pixels[at + 2], alpha);
    }

    public static (byte Red, byte Green, byte Blue) Split(int colour) => ((byte)(colour >> 16), (byte)(colour >> 8), (byte)colour);
}

namespace Elbo.Imaging;

/// <summary>Colours weighted by their alpha, so that what cannot be seen does not bleed into what can.</summary>
internal static class PremultipliedAlpha
{
    public static void Apply(ReadOnlySpan<byte> pixels, Span<byte> target)
    {
        for (int i = 0; i < pixels.Length; i += 4)
        {
            int alpha = pixels[i + 3];
            for (int c = 0; c < 3; c++)
            {
                int product = pixels[i + c] * alpha + 128;
                target[i + c] = (byte)((product + (product >> 8)) >> 8); // ÷ 255, rounded
            }
            target[i + 3] = (byte)alpha;
        }
    }

    public static void Undo(Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i += 4)
            if (pixels[i + 3] is > 0 and < 255 and byte alpha)
                for (int c = 0; c < 3; c++)
                    pixels[i + c] = (byte)Math.Min(255, pixels[i + c] * 255 / alpha);
    }
}

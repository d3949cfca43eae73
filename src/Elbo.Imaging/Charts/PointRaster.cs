using System.Globalization;

namespace Elbo.Imaging.Charts;

/// <summary>Draws very many points as pixels: round, antialiased, on a transparent ground, in the order and look of <see cref="PointCloud"/>.</summary>
internal static class PointRaster
{
    /// <summary>Returns the picture, how many points are on it, and how many lie outside the axes.</summary>
    public static (Pixmap Picture, int Shown, int Outside) Draw(Frame frame, ScatterPanel panel, double diameter, double opacity, double scale)
    {
        int width = Math.Max(1, (int)Math.Ceiling(frame.Width * scale)), height = Math.Max(1, (int)Math.Ceiling(frame.Height * scale));
        // Premultiplied red, green, blue and alpha.
        var canvas = new float[width * height * 4];
        int shown = 0, outside = 0, count = panel.X.Length;
        var colours = new (float Red, float Green, float Blue)?[256];
        var rim = Parse(Style.Rim);
        for (int turn = 0; turn < PointCloud.Turns; turn++)
        {
            for (int layer = panel.HasRims ? 0 : 1; layer < 2; layer++)
                // A turn takes every eighth point, so that classes in one lump do not hide each other.
                for (int i = turn; i < count; i += PointCloud.Turns)
                {
                    bool drawn = layer == 1;
                    switch (PointCloud.Place(frame, panel, i))
                    {
                        case PointPlace.Outside:
                            outside += drawn ? 1 : 0;
                            continue;
                        case PointPlace.Nowhere:
                            continue;
                    }
                    shown += drawn ? 1 : 0;
                    int group = panel.Group(i);
                    var colour = drawn ? colours[group] ??= Parse(panel.Colour(group)) : rim;
                    double radius = 0.5 * scale * (drawn ? diameter : diameter + PointCloud.Rim);
                    Dot(canvas, width, height, scale * frame.PixelX(panel.X[i]), scale * frame.PixelY(panel.Y[i]), radius, colour, (float)opacity);
                }
        }
        return (Finish(canvas, width, height), shown, outside);
    }

    /// <summary>A pixel is covered by how far its middle is within the rim.</summary>
    private static void Dot(float[] canvas, int width, int height, double x, double y, double radius, (float Red, float Green, float Blue) colour, float opacity)
    {
        int left = Math.Max(0, (int)(x - radius - 0.5)), right = Math.Min(width - 1, (int)(x + radius + 0.5));
        int top = Math.Max(0, (int)(y - radius - 0.5)), bottom = Math.Min(height - 1, (int)(y + radius + 0.5));
        for (int row = top; row <= bottom; row++)
            for (int column = left; column <= right; column++)
            {
                double dx = column + 0.5 - x, dy = row + 0.5 - y;
                float cover = (float)Math.Clamp(radius + 0.5 - Math.Sqrt((dx * dx) + (dy * dy)), 0, 1) * opacity;
                if (cover == 0)
                    continue;
                Span<float> pixel = canvas.AsSpan(((row * width) + column) * 4, 4);
                float stays = 1 - cover;
                pixel[0] = (stays * pixel[0]) + (cover * colour.Red);
                pixel[1] = (stays * pixel[1]) + (cover * colour.Green);
                pixel[2] = (stays * pixel[2]) + (cover * colour.Blue);
                pixel[3] = (stays * pixel[3]) + cover;
            }
    }

    private static Pixmap Finish(float[] canvas, int width, int height)
    {
        var picture = new Pixmap(width, height, 4);
        for (int p = 0; p < canvas.Length; p += 4)
        {
            float alpha = canvas[p + 3];
            if (alpha == 0)
                continue;
            for (int c = 0; c < 3; c++)
                picture.Pixels[p + c] = (byte)Math.Clamp((canvas[p + c] / alpha) + 0.5f, 0, 255);
            picture.Pixels[p + 3] = (byte)((alpha * 255) + 0.5f);
        }
        return picture;
    }

    private static (float Red, float Green, float Blue) Parse(string colour)
    {
        int rgb = int.Parse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var (red, green, blue) = RgbColour.Split(rgb);
        return (red, green, blue);
    }
}

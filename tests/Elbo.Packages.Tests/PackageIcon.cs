using Elbo.Imaging;

namespace Elbo.Packages.Tests;

/// <summary>The packages' picture: a latent plane, its density glowing, with codes on a spiral. Sums and products alone, so that any machine draws the same pixels.</summary>
internal static class PackageIcon
{
    private const int Side = 128, Samples = 4, Codes = 21;

    public static Pixmap Draw()
    {
        var picture = new Pixmap(Side, Side, 4);
        var codes = new (double X, double Y)[Codes];
        // A turn by about 137.5°, the golden angle, spreads points evenly.
        const double Cos = -0.7373688780783197, Sin = 0.6754902942615238;
        var (dx, dy) = (1.0, 0.0);
        for (int i = 0; i < Codes; i++)
        {
            double radius = 10 * Math.Sqrt(i + 0.5);
            codes[i] = (64 + (radius * dx), 64 + (radius * dy));
            (dx, dy) = ((dx * Cos) - (dy * Sin), (dx * Sin) + (dy * Cos));
        }
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                double red = 0, green = 0, blue = 0, alpha = 0;
                for (int s = 0; s < Samples * Samples; s++)
                {
                    var (r, g, b) = Colour(x + ((s % Samples) + 0.5) / Samples, y + ((s / Samples) + 0.5) / Samples, codes, out bool inside);
                    if (!inside) continue;
                    (red, green, blue, alpha) = (red + r, green + g, blue + b, alpha + 1);
                }
                if (alpha == 0) continue;
                ReadOnlySpan<double> channels = [red / alpha, green / alpha, blue / alpha, 255 * alpha / (Samples * Samples)];
                for (int c = 0; c < 4; c++) picture.Row(y)[(4 * x) + c] = (byte)(channels[c] + 0.5);
            }
        }
        return picture;
    }

    private static (double R, double G, double B) Colour(double x, double y, (double X, double Y)[] codes, out bool inside)
    {
        // A square with round corners.
        double cx = Math.Max(0, Math.Abs(x - 64) - 40), cy = Math.Max(0, Math.Abs(y - 64) - 40);
        inside = (cx * cx) + (cy * cy) < 24 * 24;
        foreach (var (px, py) in codes)
        {
            if (((x - px) * (x - px)) + ((y - py) * (y - py)) < 3.4 * 3.4) return (255, 246, 214);
        }
        double distance = (((x - 64) * (x - 64)) + ((y - 64) * (y - 64))) / (60.0 * 60), glow = Math.Max(0, 1 - distance);
        glow *= glow;
        return (24 + (214 * glow), 30 + (86 * glow), 66 + (42 * glow));
    }
}

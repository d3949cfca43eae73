namespace Elbo.Data.Faces;

/// <summary>A colour of the screen (sRGB), each part 0…1.</summary>
internal readonly record struct Colour(float R, float G, float B)
{
    /// <summary>
    /// The colour of a lightness 0…1, a chroma (0 grey, about 0.3 the most) and a hue in degrees, in OKLCH (B. Ottosson,
    /// "A perceptual color space for image processing", 2020), clipped to what a screen shows.
    /// </summary>
    public static Colour Of(double lightness, double chroma, double hue)
    {
        var turn = Turn.Degrees(hue);
        return OfLab(lightness, chroma * turn.Cosine, chroma * turn.Sine);
    }

    /// <summary>The same from OKLab's two colour axes.</summary>
    public static Colour OfLab(double lightness, double a, double b)
    {
        double l = lightness + (0.3963377774 * a) + (0.2158037573 * b);
        double m = lightness - (0.1055613458 * a) - (0.0638541728 * b);
        double s = lightness - (0.0894841775 * a) - (1.2914855480 * b);
        (l, m, s) = (l * l * l, m * m * m, s * s * s);
        return new Colour(
            Encode((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Encode((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Encode((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    /// <summary>This colour where <paramref name="t"/> is 0, the other where it is 1.</summary>
    public Colour Towards(Colour other, float t) => new(R + (t * (other.R - R)), G + (t * (other.G - G)), B + (t * (other.B - B)));

    // x^(5/12) by square roots, which every machine rounds alike: 5/12 is about 1/4 + 1/8 + 1/32 + 1/128 + 1/512.
    private static float Encode(double x)
    {
        x = Math.Clamp(x, 0, 1);
        if (x <= 0.0031308) return (float)(12.92 * x);
        double p4 = Math.Sqrt(Math.Sqrt(x)), p8 = Math.Sqrt(p4);
        double p32 = Math.Sqrt(Math.Sqrt(p8)), p128 = Math.Sqrt(Math.Sqrt(p32)), p512 = Math.Sqrt(Math.Sqrt(p128));
        return (float)((1.055 * p4 * p8 * p32 * p128 * p512) - 0.055);
    }
}

namespace Elbo.Data.Faces;

/// <summary>The colours of one face in its light.</summary>
internal sealed class FacePalette
{
    private readonly double contrast, warmth;

    public FacePalette(FaceFactors f)
    {
        (contrast, warmth) = (f.LightStrength, f.LightWarmth);
        double tone = f.SkinTone, skinL = 0.43 + (0.45 * tone), skinC = 0.062 + (0.16 * tone * (1 - tone)) - (0.018 * tone);
        double skinHue = 56 + (14 * f.SkinUndertone) - (4 * tone);
        Skin = Material(skinL, skinC, skinHue);
        Blush = Colour.Of(skinL - 0.07, skinC + 0.07, 26);
        Hollow = Colour.Of(skinL - 0.12, skinC + 0.015, skinHue - 14);
        double lipL = skinL - 0.09 - (0.07 * f.LipRedness), lipC = skinC + 0.025 + (0.10 * f.LipRedness);
        Lips = Material(lipL, lipC, 30 - (8 * f.LipRedness));
        MouthInside = Colour.Of(0.26, 0.07, 22);
        Tongue = Colour.Of(0.56, 0.13, 20);
        Teeth = Colour.Of(0.955, 0.012, 90);

        double hairL = 0.17 + (0.73 * f.HairLightness), hairC = Math.Min(0.20, 0.22 * f.HairChroma * Math.Min(1, 0.25 + (2.2 * hairL * (1.15 - hairL))));
        Hair = Material(hairL, hairC, f.HairHue);
        HairBehind = Material(hairL * 0.78, hairC * 0.95, f.HairHue - 6);
        Sheen = Colour.Of(Math.Min(0.97, hairL + 0.16), hairC * 0.8, f.HairHue + 6);
        Brow = Colour.Of((hairL * 0.62) + 0.06, hairC * 0.8, f.HairHue);
        Lash = Colour.Of(0.19 + (0.10 * hairL), 0.02, f.HairHue);

        double irisL = 0.30 + (0.38 * f.EyeLightness);
        IrisTop = Colour.Of(irisL - 0.10, 0.075, f.EyeHue);
        IrisBottom = Colour.Of(irisL + 0.10, 0.105, f.EyeHue);
        Pupil = Colour.Of(0.13, 0.015, f.EyeHue);
        EyeWhite = Colour.Of(0.965, 0.008, 70);
        EyeShade = Colour.Of(0.80, 0.022, 40);

        double clothL = 0.30 + (0.55 * f.ClothesLightness);
        Clothes = Material(clothL, 0.11, f.ClothesHue);
        Collar = Colour.Of(clothL - 0.09, 0.11, f.ClothesHue - 8);
        Accent = Material(0.55, 0.13, f.AccentHue);
        AccentBand = Material(0.64, 0.11, f.AccentHue + 12);
        GlassesFrame = Colour.Of(0.30, 0.08, f.AccentHue);

        double backL = 0.42 + (0.48 * f.BackgroundLightness), backC = 0.02 + (0.10 * f.BackgroundChroma);
        BackgroundLit = Colour.Of(Math.Min(0.96, backL + 0.06), backC, f.BackgroundHue + 14 + (6 * warmth));
        BackgroundDim = Colour.Of(backL - 0.10, backC, f.BackgroundHue - 22);
    }

    public Ramp Skin { get; }

    public Colour Blush { get; }

    /// <summary>Shadow that one part of the face throws on another.</summary>
    public Colour Hollow { get; }

    public Ramp Lips { get; }

    public Colour MouthInside { get; }

    public Colour Tongue { get; }

    public Colour Teeth { get; }

    public Ramp Hair { get; }

    public Ramp HairBehind { get; }

    public Colour Sheen { get; }

    public Colour Brow { get; }

    public Colour Lash { get; }

    public Colour IrisTop { get; }

    public Colour IrisBottom { get; }

    public Colour Pupil { get; }

    public Colour EyeWhite { get; }

    public Colour EyeShade { get; }

    public Ramp Clothes { get; }

    public Colour Collar { get; }

    public Ramp Accent { get; }

    public Ramp AccentBand { get; }

    public Colour GlassesFrame { get; }

    public Colour BackgroundLit { get; }

    public Colour BackgroundDim { get; }

    /// <summary>A material in this face's light: warm light throws cold shadows, and the other way round.</summary>
    private Ramp Material(double lightness, double chroma, double hue)
    {
        var turn = Turn.Degrees(hue);
        double a = chroma * turn.Cosine, b = chroma * turn.Sine;
        double down = (0.07 + (0.20 * contrast)) * (0.35 + (0.65 * lightness)), up = (0.03 + (0.10 * contrast)) * (1.25 - lightness) * 1.6;
        return new Ramp(
            Colour.OfLab(lightness - down, (a * 1.05) - (0.006 * warmth), (b * 0.95) - (0.022 * warmth)),
            Colour.OfLab(lightness, a + (0.003 * warmth), b + (0.008 * warmth)),
            Colour.OfLab(Math.Min(0.985, lightness + up), (a * 0.92) + (0.008 * warmth), (b * 0.92) + (0.030 * warmth)));
    }
}

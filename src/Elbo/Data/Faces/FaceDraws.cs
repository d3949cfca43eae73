namespace Elbo.Data.Faces;

/// <summary>Draws the factors of a face at random.</summary>
internal static class FaceDraws
{
    public static FaceFactors Draw(ref KeyedDraws draws)
    {
        var hair = (HairStyle)draws.Below(8);
        double kind = draws.Uniform(0, 1), lightness = draws.Uniform(0, 1), hue = draws.Uniform(0, 1), chroma = draws.Uniform(0, 1);
        // Dark to fair natural hair; one in eight is grey, one in nine dyed.
        var (hairHue, hairChroma, hairLightness) = kind switch
        {
            < 0.11 => (360 * hue, 0.55 + (0.45 * chroma), 0.35 + (0.45 * lightness)),
            < 0.24 => (70 * hue, 0.08 * chroma, 0.45 + (0.5 * lightness)),
            _ => (42 + (30 * hue) + (14 * lightness), 0.12 + (0.40 * chroma), 0.78 * lightness * lightness),
        };
        double eyes = draws.Uniform(0, 1);
        double red = draws.Uniform(0, 1), beard = draws.Uniform(-2.6, 1), open = draws.Uniform(-0.9, 1);
        return new FaceFactors
        {
            Hair = hair,
            HairHue = hairHue,
            HairChroma = hairChroma,
            HairLightness = hairLightness,
            HairLength = draws.Uniform(0, 1),
            HairVolume = draws.Uniform(0, 1),
            Parting = draws.Uniform(-1, 1),
            Hairline = draws.Uniform(0, 1),
            SkinTone = draws.Uniform(0, 1),
            SkinUndertone = Bell(ref draws, 0, 0.5, -1, 1),
            FaceWidth = draws.Uniform(0, 1),
            Jaw = draws.Uniform(0, 1),
            Blush = draws.Uniform(0, 1),
            Beard = hair is HairStyle.Fringe or HairStyle.Bun ? 0 : Math.Max(0, beard),
            EyeHue = eyes < 0.5 ? 45 + (60 * eyes) : 95 + (330 * (eyes - 0.5)),
            EyeLightness = eyes < 0.5 ? draws.Uniform(0, 0.6) : draws.Uniform(0.35, 1),
            EyeSize = draws.Uniform(0, 1),
            EyeSpacing = draws.Uniform(0, 1),
            EyeOpenness = Bell(ref draws, 0.72, 0.24, 0, 1),
            EyeSlant = Bell(ref draws, 0.1, 0.5, -1, 1),
            GazeX = Bell(ref draws, 0, 0.5, -1, 1),
            GazeY = Bell(ref draws, 0, 0.4, -1, 1),
            BrowHeight = draws.Uniform(0, 1),
            BrowTilt = Bell(ref draws, 0, 0.45, -1, 1),
            BrowThickness = draws.Uniform(0, 1),
            NoseLength = draws.Uniform(0, 1),
            NoseWidth = draws.Uniform(0, 1),
            Smile = Bell(ref draws, 0.25, 0.55, -1, 1),
            MouthOpen = Math.Max(0, open),
            MouthWidth = draws.Uniform(0, 1),
            LipFullness = draws.Uniform(0, 1),
            LipRedness = red * red,
            Yaw = Bell(ref draws, 0, 14, -30, 30),
            Pitch = Bell(ref draws, 0, 6, -18, 18),
            Roll = Bell(ref draws, 0, 6, -20, 20),
            X = Bell(ref draws, 0, 0.026, -0.12, 0.12),
            Y = Bell(ref draws, 0, 0.020, -0.12, 0.12),
            Scale = Bell(ref draws, 1, 0.06, 0.7, 1.3),
            LightAngle = draws.Uniform(15, 165),
            LightStrength = draws.Uniform(0, 1),
            LightWarmth = Bell(ref draws, 0.1, 0.5, -1, 1),
            BackgroundHue = draws.Uniform(0, 360),
            BackgroundLightness = draws.Uniform(0, 1),
            BackgroundChroma = draws.Uniform(0, 1),
            ClothesHue = draws.Uniform(0, 360),
            ClothesLightness = draws.Uniform(0, 1),
            AccentHue = draws.Uniform(0, 360),
            Glasses = draws.Uniform(0, 1) < 0.22,
            GlassesRoundness = draws.Uniform(0, 1),
        };
    }

    private static double Bell(ref KeyedDraws draws, double mean, double deviation, double low, double high) =>
        Math.Clamp(mean + (deviation * draws.Bell()), low, high);
}

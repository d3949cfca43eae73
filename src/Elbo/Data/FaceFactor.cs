namespace Elbo.Data;

/// <summary>One number of <see cref="FaceFactors"/>, with the range it may lie in.</summary>
/// <param name="Name">The property's name.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Of">Reads it.</param>
public sealed record FaceFactor(string Name, double Minimum, double Maximum, Func<FaceFactors, double> Of)
{
    /// <summary>Whether its two ends are the same, as for a hue.</summary>
    public bool IsCircular => Maximum == 360;

    /// <summary>Every number of a face, in the order of <see cref="FaceFactors"/>.</summary>
    public static IReadOnlyList<FaceFactor> All { get; } =
    [
        new(nameof(FaceFactors.SkinTone), 0, 1, f => f.SkinTone),
        new(nameof(FaceFactors.SkinUndertone), -1, 1, f => f.SkinUndertone),
        new(nameof(FaceFactors.FaceWidth), 0, 1, f => f.FaceWidth),
        new(nameof(FaceFactors.Jaw), 0, 1, f => f.Jaw),
        new(nameof(FaceFactors.Blush), 0, 1, f => f.Blush),
        new(nameof(FaceFactors.Beard), 0, 1, f => f.Beard),
        new(nameof(FaceFactors.HairHue), 0, 360, f => f.HairHue),
        new(nameof(FaceFactors.HairChroma), 0, 1, f => f.HairChroma),
        new(nameof(FaceFactors.HairLightness), 0, 1, f => f.HairLightness),
        new(nameof(FaceFactors.HairLength), 0, 1, f => f.HairLength),
        new(nameof(FaceFactors.HairVolume), 0, 1, f => f.HairVolume),
        new(nameof(FaceFactors.Parting), -1, 1, f => f.Parting),
        new(nameof(FaceFactors.Hairline), 0, 1, f => f.Hairline),
        new(nameof(FaceFactors.EyeHue), 0, 360, f => f.EyeHue),
        new(nameof(FaceFactors.EyeLightness), 0, 1, f => f.EyeLightness),
        new(nameof(FaceFactors.EyeSize), 0, 1, f => f.EyeSize),
        new(nameof(FaceFactors.EyeSpacing), 0, 1, f => f.EyeSpacing),
        new(nameof(FaceFactors.EyeOpenness), 0, 1, f => f.EyeOpenness),
        new(nameof(FaceFactors.EyeSlant), -1, 1, f => f.EyeSlant),
        new(nameof(FaceFactors.GazeX), -1, 1, f => f.GazeX),
        new(nameof(FaceFactors.GazeY), -1, 1, f => f.GazeY),
        new(nameof(FaceFactors.BrowHeight), 0, 1, f => f.BrowHeight),
        new(nameof(FaceFactors.BrowTilt), -1, 1, f => f.BrowTilt),
        new(nameof(FaceFactors.BrowThickness), 0, 1, f => f.BrowThickness),
        new(nameof(FaceFactors.NoseLength), 0, 1, f => f.NoseLength),
        new(nameof(FaceFactors.NoseWidth), 0, 1, f => f.NoseWidth),
        new(nameof(FaceFactors.Smile), -1, 1, f => f.Smile),
        new(nameof(FaceFactors.MouthOpen), 0, 1, f => f.MouthOpen),
        new(nameof(FaceFactors.MouthWidth), 0, 1, f => f.MouthWidth),
        new(nameof(FaceFactors.LipFullness), 0, 1, f => f.LipFullness),
        new(nameof(FaceFactors.LipRedness), 0, 1, f => f.LipRedness),
        new(nameof(FaceFactors.Yaw), -30, 30, f => f.Yaw),
        new(nameof(FaceFactors.Pitch), -18, 18, f => f.Pitch),
        new(nameof(FaceFactors.Roll), -20, 20, f => f.Roll),
        new(nameof(FaceFactors.X), -0.12, 0.12, f => f.X),
        new(nameof(FaceFactors.Y), -0.12, 0.12, f => f.Y),
        new(nameof(FaceFactors.Scale), 0.7, 1.3, f => f.Scale),
        new(nameof(FaceFactors.LightAngle), 0, 180, f => f.LightAngle),
        new(nameof(FaceFactors.LightStrength), 0, 1, f => f.LightStrength),
        new(nameof(FaceFactors.LightWarmth), -1, 1, f => f.LightWarmth),
        new(nameof(FaceFactors.BackgroundHue), 0, 360, f => f.BackgroundHue),
        new(nameof(FaceFactors.BackgroundLightness), 0, 1, f => f.BackgroundLightness),
        new(nameof(FaceFactors.BackgroundChroma), 0, 1, f => f.BackgroundChroma),
        new(nameof(FaceFactors.ClothesHue), 0, 360, f => f.ClothesHue),
        new(nameof(FaceFactors.ClothesLightness), 0, 1, f => f.ClothesLightness),
        new(nameof(FaceFactors.AccentHue), 0, 360, f => f.AccentHue),
        new(nameof(FaceFactors.GlassesRoundness), 0, 1, f => f.GlassesRoundness),
    ];

    /// <exception cref="SettingException">A factor is outside its range.</exception>
    internal static void Check(FaceFactors factors)
    {
        foreach (var factor in All)
        {
            double value = factor.Of(factors);
            if (!(value >= factor.Minimum && value <= factor.Maximum))
                throw new SettingException($"A drawn face cannot have {factor.Name} = {value}; give a number from {factor.Minimum} to {factor.Maximum}.");
        }
        if (factors.Hair > HairStyle.Hat)
            throw new SettingException($"A drawn face cannot have {nameof(FaceFactors.Hair)} = {factors.Hair}; choose one of {string.Join(", ", Enum.GetNames<HairStyle>())}.");
    }
}

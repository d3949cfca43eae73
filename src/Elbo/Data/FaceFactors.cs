namespace Elbo.Data;

/// <summary>
/// Everything that a drawn face depends on. The defaults are a calm face, so that
/// <c>new FaceFactors { Smile = 1 }</c> is the same person smiling. Left and right are the viewer's.
/// </summary>
/// <remarks><see cref="FaceFactor.All"/> lists the numbers with their ranges. Hues are degrees of OKLCH (B. Ottosson, 2020): 30 red, 70 orange, 110 yellow, 145 green, 250 blue, 300 violet, 350 pink.</remarks>
public sealed record FaceFactors
{
    /// <summary>0 deep to 1 light.</summary>
    public double SkinTone { get; init; } = 0.65;

    /// <summary>−1 rosy to 1 golden.</summary>
    public double SkinUndertone { get; init; }

    /// <summary>0 narrow to 1 wide.</summary>
    public double FaceWidth { get; init; } = 0.5;

    /// <summary>0 a pointed chin to 1 a square one.</summary>
    public double Jaw { get; init; } = 0.5;

    /// <summary>Red of the cheeks, 0 none to 1 strong.</summary>
    public double Blush { get; init; } = 0.4;

    /// <summary>0 shaven, through stubble, to 1 a full beard.</summary>
    public double Beard { get; init; }

    /// <summary>What is on the head.</summary>
    public HairStyle Hair { get; init; } = HairStyle.Short;

    /// <summary>Degrees, 0 to 360. Natural hair lies between 40 and 85.</summary>
    public double HairHue { get; init; } = 60;

    /// <summary>Colourfulness of the hair: 0 grey, 0.3 brown, 0.5 red or golden, 1 dyed.</summary>
    public double HairChroma { get; init; } = 0.3;

    /// <summary>0 black to 1 white.</summary>
    public double HairLightness { get; init; } = 0.25;

    /// <summary>0 short to 1 long, within what the style allows.</summary>
    public double HairLength { get; init; } = 0.5;

    /// <summary>0 flat to 1 full.</summary>
    public double HairVolume { get; init; } = 0.5;

    /// <summary>Side of the parting, of a fringe's slant and of a bun: −1 left to 1 right.</summary>
    public double Parting { get; init; } = 0.5;

    /// <summary>How far up the hair begins: 0 a low forehead, 1 a high one.</summary>
    public double Hairline { get; init; } = 0.5;

    /// <summary>Degrees, 0 to 360: about 60 brown, 145 green, 245 blue.</summary>
    public double EyeHue { get; init; } = 60;

    /// <summary>0 dark to 1 pale irises.</summary>
    public double EyeLightness { get; init; } = 0.35;

    /// <summary>0 small to 1 large.</summary>
    public double EyeSize { get; init; } = 0.5;

    /// <summary>0 close-set to 1 far apart.</summary>
    public double EyeSpacing { get; init; } = 0.5;

    /// <summary>0 shut to 1 wide open.</summary>
    public double EyeOpenness { get; init; } = 0.75;

    /// <summary>Outer corners: −1 down to 1 up.</summary>
    public double EyeSlant { get; init; }

    /// <summary>Where the eyes look: −1 left to 1 right.</summary>
    public double GazeX { get; init; }

    /// <summary>Where the eyes look: −1 up to 1 down.</summary>
    public double GazeY { get; init; }

    /// <summary>0 low over the eyes to 1 raised.</summary>
    public double BrowHeight { get; init; } = 0.5;

    /// <summary>−1 worried (inner ends up) to 1 stern (inner ends down).</summary>
    public double BrowTilt { get; init; }

    /// <summary>0 thin to 1 bushy.</summary>
    public double BrowThickness { get; init; } = 0.5;

    /// <summary>0 short to 1 long.</summary>
    public double NoseLength { get; init; } = 0.5;

    /// <summary>0 narrow to 1 wide.</summary>
    public double NoseWidth { get; init; } = 0.5;

    /// <summary>−1 frown to 1 smile.</summary>
    public double Smile { get; init; }

    /// <summary>0 closed to 1 wide open.</summary>
    public double MouthOpen { get; init; }

    /// <summary>0 narrow to 1 wide.</summary>
    public double MouthWidth { get; init; } = 0.5;

    /// <summary>0 thin to 1 full.</summary>
    public double LipFullness { get; init; } = 0.4;

    /// <summary>0 the skin's own colour to 1 bright red.</summary>
    public double LipRedness { get; init; } = 0.2;

    /// <summary>Degrees, −30 facing left to 30 facing right.</summary>
    public double Yaw { get; init; }

    /// <summary>Degrees, −18 looking up to 18 looking down.</summary>
    public double Pitch { get; init; }

    /// <summary>Degrees, −20 leaning left to 20 leaning right.</summary>
    public double Roll { get; init; }

    /// <summary>Place of the head from the middle of the picture to the right, in picture widths, −0.12 to 0.12.</summary>
    public double X { get; init; }

    /// <summary>Place of the head from the usual height downwards, in picture widths, −0.12 to 0.12.</summary>
    public double Y { get; init; }

    /// <summary>Size of the head relative to the usual, 0.7 to 1.3.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Where the light comes from, in degrees: 0 right, 90 above, 180 left.</summary>
    public double LightAngle { get; init; } = 120;

    /// <summary>0 diffuse to 1 hard.</summary>
    public double LightStrength { get; init; } = 0.5;

    /// <summary>−1 cold to 1 warm.</summary>
    public double LightWarmth { get; init; }

    /// <summary>Degrees, 0 to 360.</summary>
    public double BackgroundHue { get; init; } = 220;

    /// <summary>0 dark to 1 light.</summary>
    public double BackgroundLightness { get; init; } = 0.75;

    /// <summary>0 grey to 1 vivid.</summary>
    public double BackgroundChroma { get; init; } = 0.5;

    /// <summary>Degrees, 0 to 360.</summary>
    public double ClothesHue { get; init; } = 30;

    /// <summary>0 dark to 1 light.</summary>
    public double ClothesLightness { get; init; } = 0.5;

    /// <summary>Degrees, 0 to 360: hue of a hat and of the frame of glasses.</summary>
    public double AccentHue { get; init; } = 250;

    /// <summary>Whether the face wears glasses.</summary>
    public bool Glasses { get; init; }

    /// <summary>Shape of the glasses: 0 angular to 1 round.</summary>
    public double GlassesRoundness { get; init; } = 0.5;
}

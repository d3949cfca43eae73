namespace Elbo.Data.Faces;

/// <summary>
/// A face in space: where its parts lie in the picture. A head's unit is half its height; its origin lies between the
/// ears, its crown at −1 and its chin at 1.
/// </summary>
internal sealed class FaceModel
{
    private const float Depth = 0.64f;

    private readonly Turn yaw, pitch;

    public FaceModel(FaceFactors factors)
    {
        Factors = factors;
        Colours = new FacePalette(factors);
        (yaw, pitch) = (Turn.Degrees(factors.Yaw), Turn.Degrees(factors.Pitch));
        var roll = Turn.Degrees(factors.Roll);
        float scale = 0.56f * (float)factors.Scale;
        Head = new Placement(2 * (float)factors.X, -0.04f + (2 * (float)factors.Y), scale, roll);
        // The head leans about the neck; the shoulders follow half of the way.
        Body = new Placement(Head.X - (0.55f * roll.Sine * scale), Head.Y, scale, Turn.None);
        HalfWidth = 0.70f + (0.13f * (float)factors.FaceWidth);
        Chin = 1 - (0.05f * (float)factors.Jaw) - (0.10f * pitch.Sine);
        Outline = new Skull(HalfWidth, 1, Chin, 0.40f - (0.28f * (float)factors.Jaw));
        var towards = Turn.Degrees(factors.LightAngle);
        Light = new Light(0.72f * towards.Cosine, -0.72f * towards.Sine, 0.69f);
        HeadLight = Light.From(roll);
    }

    public FaceFactors Factors { get; }

    public FacePalette Colours { get; }

    public Placement Head { get; }

    public Placement Body { get; }

    public Light Light { get; }

    /// <summary>The light as the leaning head sees it.</summary>
    public Light HeadLight { get; }

    public Skull Outline { get; }

    public float HalfWidth { get; }

    public float Chin { get; }

    /// <summary>Sine of the yaw: −0.5…0.5, positive facing right.</summary>
    public float Aside => yaw.Sine;

    /// <summary>Sine of the pitch: −0.3…0.3, positive facing down.</summary>
    public float Down => pitch.Sine;

    /// <summary>Where a point of the front of the head is seen, and how much narrower things there look.</summary>
    /// <param name="x">To the right, on a head that faces the viewer.</param>
    /// <param name="y">Downwards, on such a head.</param>
    /// <param name="lift">How far it stands out.</param>
    public (float X, float Y, float Squash) Seen(float x, float y, float lift = 0)
    {
        float u = x / (1.12f * HalfWidth), v = y / 1.25f, front = MathF.Sqrt(Math.Max(0.08f, 1 - (u * u) - (v * v)));
        float z = (Depth * front) + lift, steep = -Depth * u / (1.12f * HalfWidth * front);
        float away = (z * yaw.Cosine) - (x * yaw.Sine);
        return ((x * yaw.Cosine) + (z * yaw.Sine), (y * pitch.Cosine) + (away * pitch.Sine), Math.Clamp(yaw.Cosine + (steep * yaw.Sine), 0.55f, 1.1f));
    }

    /// <summary>A length between two others.</summary>
    public static float Between(float low, float high, double share) => low + ((high - low) * (float)share);
}

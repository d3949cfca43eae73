using static Elbo.Data.Faces.Combined;

namespace Elbo.Data.Faces;

/// <summary>Paints curly hair: cloud before cloud, each smaller and lighter.</summary>
internal static class CurlsPainter
{
    public static void Behind(FaceModel face, in FaceCanvas canvas)
    {
        canvas.Fill(face.Head, Cloud(face, 0), Paint(face, face.Colours.HairBehind));
        canvas.Fill(face.Head, Cloud(face, 0.14f), Paint(face, face.Colours.Hair));
    }

    public static void Front(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, _) = HairPainter.Line(face);
        HairPainter.Shade(face, canvas, y + 0.08f);
        // The hairline is a row of curls, too.
        float curl = FaceModel.Between(0.13f, 0.18f, face.Factors.HairVolume), half = 0.96f * face.HalfWidth;
        var opening = Except(new Ellipse(0.8f * x, 0.40f, half, 0.50f - y), new Curls(0.8f * x, 0.40f, half, 0.50f - y, curl, -0.5f, filled: false));
        var hair = Except(Except(Cloud(face, 0.26f), Both(opening, face.Outline)), new Below(0.12f));
        canvas.Fill(face.Head, hair, Paint(face, face.Colours.Hair));
        canvas.Fill(face.Head, Both(new Glow((0.40f * face.HeadLight.X) - (0.1f * face.Aside), -0.85f, 0.55f, 0.30f), hair), new Plain(face.Colours.Sheen), 0.15f + (0.35f * (float)face.Factors.LightStrength));
    }

    private static Lit Paint(FaceModel face, Ramp ramp) => new(ramp, face.HeadLight, 0, -0.2f, 1.6f * face.HalfWidth, 1.5f);

    private static Curls Cloud(FaceModel face, float smaller)
    {
        float volume = 1.7f * HairPainter.Volume(face), length = (float)face.Factors.HairLength, curl = 0.19f + (0.2f * volume);
        return new Curls(
            -0.14f * face.Aside, -0.12f + (0.18f * length) - (0.2f * smaller), face.HalfWidth + volume - (0.5f * curl) - smaller + 0.10f, 0.92f + volume - (0.5f * curl) + (0.16f * length) - smaller,
            curl, 0.15f + (0.80f * length), filled: true);
    }
}

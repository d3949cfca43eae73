using static Elbo.Data.Faces.Combined;

namespace Elbo.Data.Faces;

/// <summary>Paints a woollen hat and the hair below it.</summary>
internal static class HatPainter
{
    public static void Paint(FaceModel face, in FaceCanvas canvas)
    {
        var f = face.Factors;
        var colours = face.Colours;
        float shift = -0.05f * face.Aside, length = (float)f.HairLength;
        var (x, y, _) = face.Seen(0, FaceModel.Between(-0.40f, -0.54f, f.Hairline));
        float half = face.HalfWidth + 0.07f, band = 0.15f;
        // Hair at the temples.
        var opening = Both(new RoundedBox(0.85f * x, 0.5f, 0.90f * face.HalfWidth * (1 - (0.25f * Math.Abs(face.Aside))), 1.3f, 0.3f), face.Outline);
        var sides = Except(Except(HairPainter.Cap(face, -0.04f), opening), new Below(-0.12f + (0.30f * length), 0, 0.30f));
        canvas.Fill(face.Head, sides, new Lit(colours.Hair, face.HeadLight, 0, 0, 1.3f * face.HalfWidth, 1.3f));
        canvas.Fill(face.Head, Both(face.Outline, new Glow(-0.1f * face.HeadLight.X, y + 0.10f, 1.2f * face.HalfWidth, 0.26f)), new Plain(colours.Hollow), 0.65f);

        float high = FaceModel.Between(0.66f, 0.92f, f.HairVolume);
        var dome = Except(new Ellipse(shift, y, half - 0.01f, high), new Below(y + 0.02f));
        canvas.Fill(face.Head, dome, new Lit(colours.Accent, face.HeadLight, shift, y, 1.2f * half, 1.25f * high));
        float tip = y - high;
        canvas.Fill(face.Head, new Ellipse(shift, tip, 0.15f, 0.14f), new Lit(colours.AccentBand, face.HeadLight, shift, tip, 0.17f, 0.16f));
        // The turned-up brim follows the round of the head.
        var brim = Both(new Lens(shift, y + 0.02f, half + 0.22f, band + 0.10f, 0.16f, -0.06f, Turn.None), new RoundedBox(shift, y, half + 0.03f, 0.5f, 0.05f));
        canvas.Fill(face.Head, brim, new Lit(colours.AccentBand, face.HeadLight, shift, y, 1.25f * half, 0.5f));
    }
}

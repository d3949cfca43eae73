using static Elbo.Data.Faces.Combined;

namespace Elbo.Data.Faces;

/// <summary>Paints the mouth.</summary>
internal static class MouthPainter
{
    public static void Paint(FaceModel face, in FaceCanvas canvas)
    {
        var f = face.Factors;
        var colours = face.Colours;
        float smile = (float)f.Smile, open = (float)f.MouthOpen;
        var (x, y, squash) = face.Seen(0, 0.63f, 0.04f);
        float half = FaceModel.Between(0.21f, 0.34f, f.MouthWidth) * squash * (1 + (0.14f * Math.Max(0, smile)) - (0.12f * open * (1 - smile)));
        // A smile raises the corners and, so that the middle stays, lowers the whole by a third of it.
        float bend = 0.15f * smile, level = y + (0.35f * bend) - 0.02f;
        float upper = FaceModel.Between(0.025f, 0.075f, f.LipFullness), lower = FaceModel.Between(0.035f, 0.10f, f.LipFullness);
        float gapUp = 0.035f * open, gapDown = 0.20f * open;
        canvas.Fill(face.Head, new Glow(x, level + gapDown + lower + 0.06f, half * 0.75f, 0.085f), new Plain(colours.Hollow), 0.55f);
        canvas.Fill(face.Head, new Lens(x, level, half, gapUp + upper, gapDown + lower, bend, Turn.None), new Lit(colours.Lips, face.HeadLight, x, level, half * 1.3f, 0.24f + (0.2f * open)));
        if (open > 0)
        {
            var inside = new Lens(x, level, half * 0.90f, gapUp, gapDown, bend, Turn.None);
            canvas.Fill(face.Head, inside, new Plain(colours.MouthInside));
            canvas.Fill(face.Head, Both(inside, new Ellipse(x, level + gapDown, half * 0.55f, 0.55f * gapDown)), new Plain(colours.Tongue), 0.9f);
            canvas.Fill(face.Head, new Lens(x, level, half * 0.84f, gapUp, (0.045f * open) + 0.01f, bend, Turn.None), new Plain(colours.Teeth), 0.95f * Math.Min(1, 3 * open));
        }
        // The line between the lips fades as they part.
        float line = 0.020f * (1 - Math.Min(1, 2 * open));
        canvas.Fill(face.Head, new Lens(x, level, half * 1.04f, line, line, bend, Turn.None), new Plain(colours.MouthInside), 0.85f);
        canvas.Fill(face.Head, new Glow(x + (0.2f * half * face.HeadLight.X), level + gapDown + (0.5f * lower), half * 0.40f, 0.45f * lower), new Plain(colours.Lips.Light), 0.6f);
    }
}

using static Elbo.Data.Faces.Combined;

namespace Elbo.Data.Faces;

/// <summary>Paints eyes, brows and glasses.</summary>
internal static class EyePainter
{
    private const float Level = 0.07f;

    public static void Paint(FaceModel face, in FaceCanvas canvas)
    {
        Eye(face, canvas, -1);
        Eye(face, canvas, 1);
    }

    public static void Glasses(FaceModel face, in FaceCanvas canvas)
    {
        float half = 0.255f, aside = Aside(face), round = (float)face.Factors.GlassesRoundness;
        var (leftX, leftY, leftSquash) = face.Seen(-aside, Level + 0.02f, 0.05f);
        var (rightX, rightY, rightSquash) = face.Seen(aside, Level + 0.02f, 0.05f);
        var frame = new Plain(face.Colours.GlassesFrame);
        float high = FaceModel.Between(0.185f, 0.235f, round);
        foreach (var (x, y, squash) in (ReadOnlySpan<(float, float, float)>)[(leftX, leftY, leftSquash), (rightX, rightY, rightSquash)])
        {
            var glass = new RoundedBox(x, y, half * squash, high, FaceModel.Between(0.06f, 0.98f, round) * Math.Min(half * squash, high));
            canvas.Fill(face.Head, glass, new Plain(face.Colours.EyeWhite), 0.13f);
            canvas.Fill(face.Head, new Rim(glass, 0.026f), frame);
        }
        float from = leftX + (half * leftSquash), to = rightX - (half * rightSquash), middle = 0.5f * (from + to);
        canvas.Fill(face.Head, new RoundedBox(middle, leftY - 0.04f, Math.Max(0.03f, 0.5f * (to - from)), 0.024f, 0.02f), frame);
        // Temples, from the rims to the ears.
        float end = face.HalfWidth + 0.02f, left = leftX - (half * leftSquash), right = rightX + (half * rightSquash);
        if (left > -end) canvas.Fill(face.Head, new RoundedBox(0.5f * (left - end), leftY - 0.06f, 0.5f * (left + end), 0.022f, 0.01f), frame);
        if (right < end) canvas.Fill(face.Head, new RoundedBox(0.5f * (right + end), rightY - 0.06f, 0.5f * (end - right), 0.022f, 0.01f), frame);
    }

    private static float Aside(FaceModel face) => FaceModel.Between(0.27f, 0.37f, face.Factors.EyeSpacing) * face.HalfWidth / 0.76f;

    private static void Eye(FaceModel face, in FaceCanvas canvas, int side)
    {
        var f = face.Factors;
        var colours = face.Colours;
        float big = FaceModel.Between(0.88f, 1.30f, f.EyeSize), open = (float)f.EyeOpenness;
        var (x, y, squash) = face.Seen(side * Aside(face), Level);
        float half = 0.185f * big * squash;
        // A shut eye's lids meet in a curve that sags; a smile lifts the lower one.
        float above = big * FaceModel.Between(-0.045f, 0.150f, open), below = big * FaceModel.Between(0.050f, 0.085f - (0.03f * (float)Math.Max(0, f.Smile)), open);
        var slant = Turn.Degrees(-side * 9 * f.EyeSlant);
        canvas.Fill(face.Head, new Glow(x, y - 0.09f, half * 1.45f, 0.24f), new Plain(colours.Hollow), 0.42f);

        var white = new Lens(x, y, half, above, below, 0, slant);
        canvas.Fill(face.Head, white, new Graded(colours.EyeShade, colours.EyeWhite, 0, 1, y - above, y + (0.35f * below)));
        float iris = 0.108f * big, irisX = x + (0.38f * half * (float)f.GazeX), irisY = y - 0.02f + (0.045f * big * (float)f.GazeY);
        canvas.Fill(face.Head, Both(white, new Ellipse(irisX, irisY, iris * Math.Min(1, squash * 1.05f), iris)),
            new Graded(colours.IrisTop, colours.IrisBottom, 0, 1, irisY - iris, irisY + iris));
        canvas.Fill(face.Head, Both(white, new Ellipse(irisX, irisY, 0.50f * iris, 0.50f * iris)), new Plain(colours.Pupil));
        canvas.Fill(face.Head, Both(white, new Glow(irisX + (0.6f * iris * face.HeadLight.X), irisY - (0.42f * iris), 0.52f * iris, 0.52f * iris)), new Plain(colours.EyeWhite));

        float lash = 0.040f + (0.012f * big);
        canvas.Fill(face.Head, new Lens(x + (side * 0.012f), y - 0.004f, half * 1.10f, above + lash, -above + (0.35f * lash), 0, slant), new Plain(colours.Lash));
        canvas.Fill(face.Head, new Lens(x, y, half, -below + 0.008f, below + 0.020f, 0, slant), new Plain(colours.Hollow), 0.8f);
        // The fold of the lid.
        canvas.Fill(face.Head, new Lens(x, y - 0.045f - (0.02f * open), half * 1.05f, Math.Max(0.02f, above) + 0.045f, -Math.Max(0.02f, above) - 0.015f, 0, slant), new Plain(colours.Hollow), 0.55f);
        Brow(face, canvas, side);
    }

    private static void Brow(FaceModel face, in FaceCanvas canvas, int side)
    {
        var f = face.Factors;
        float height = FaceModel.Between(0.22f, 0.37f, f.BrowHeight), thick = FaceModel.Between(0.030f, 0.085f, f.BrowThickness);
        var (x, y, squash) = face.Seen(side * (Aside(face) + 0.015f), Level - height, 0.02f);
        var tilt = Turn.Degrees(side * (5 - (17 * f.BrowTilt)));
        float arch = 0.055f - (0.03f * (float)f.BrowTilt);
        canvas.Fill(face.Head, new Lens(x, y + 0.03f, 0.225f * squash, arch + thick, -arch + (0.35f * thick), 0, tilt), new Plain(face.Colours.Brow), 0.92f);
    }
}

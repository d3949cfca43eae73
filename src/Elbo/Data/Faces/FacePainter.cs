namespace Elbo.Data.Faces;

/// <summary>Paints a face from back to front.</summary>
internal static class FacePainter
{
    /// <summary>Paints all of a picture of <c>[size][size][3]</c> floats, 0…1.</summary>
    public static void Paint(FaceFactors factors, Span<float> pixels, int size)
    {
        // What an earlier picture left would show in the last bit: c is not a + (c − a).
        pixels.Clear();
        var face = new FaceModel(factors);
        var canvas = new FaceCanvas(pixels, size);
        Backdrop(face, canvas);
        HairPainter.Behind(face, canvas);
        BodyPainter.Paint(face, canvas);
        HeadPainter.Paint(face, canvas);
        MouthPainter.Paint(face, canvas);
        EyePainter.Paint(face, canvas);
        if (factors.Glasses) EyePainter.Glasses(face, canvas);
        HairPainter.Front(face, canvas);
    }

    private static void Backdrop(FaceModel face, in FaceCanvas canvas)
    {
        var colours = face.Colours;
        canvas.Fill(Placement.Picture, new Ground(), new Graded(colours.BackgroundDim, colours.BackgroundLit, face.Light.X / 0.72f, face.Light.Y / 0.72f, -1.1f, 1.1f));
        canvas.Fill(Placement.Picture, new Glow(0.5f * face.Light.X, -0.1f + (0.4f * face.Light.Y), 1.25f, 1.25f), new Plain(colours.BackgroundLit), 0.55f);
    }
}

using static Elbo.Data.Faces.Combined;

namespace Elbo.Data.Faces;

/// <summary>Paints neck and shoulders.</summary>
internal static class BodyPainter
{
    public static void Paint(FaceModel face, in FaceCanvas canvas)
    {
        var colours = face.Colours;
        float neck = 0.62f * face.HalfWidth * (0.8f + (0.25f * (float)face.Factors.Jaw)), level = 1.38f;
        // Shoulders: a wide ellipse whose top is their slope.
        var shoulders = Either(new Ellipse(0, 2.30f, 1.62f, 0.98f), new RoundedBox(0, 2.6f, 1.62f, 0.6f, 0.3f));
        canvas.Fill(face.Body, shoulders, new Lit(colours.Clothes, face.Light, 0, 2.35f, 1.75f, 1.25f));
        canvas.Fill(face.Body, new Ellipse(0, level, neck + 0.20f, 0.33f), new Plain(colours.Collar));
        // The neck ends in a round neckline and lies in the chin's shadow.
        var throat = Either(new RoundedBox(0, 0.90f, neck, 0.56f, 0.05f), new Ellipse(0, level, neck + 0.11f, 0.25f));
        canvas.Fill(face.Body, throat, new Graded(colours.Skin.Shadow, colours.Skin.Base, 0.25f * face.Light.X, 1, 1.02f, 1.62f));
        canvas.Fill(face.Body, Both(new RoundedBox(0, 0.90f, neck, 0.56f, 0.05f), new Glow(-0.25f * face.Light.X, 0.92f, 0.8f, 0.48f)), new Plain(colours.Hollow), 0.75f);
    }
}

using static Elbo.Data.Faces.Combined;

namespace Elbo.Data.Faces;

/// <summary>Paints ears, skin, beard and nose.</summary>
internal static class HeadPainter
{
    public static void Paint(FaceModel face, in FaceCanvas canvas)
    {
        var colours = face.Colours;
        if (face.Factors.Hair is not (HairStyle.Fringe or HairStyle.Long))
        {
            Ear(face, canvas, -1);
            Ear(face, canvas, 1);
        }
        canvas.Fill(face.Head, face.Outline, new Lit(colours.Skin, face.HeadLight, 0, 0.02f, 1.12f * face.HalfWidth, 1.14f));
        Cheeks(face, canvas);
        if (face.Factors.Beard > 0) Beard(face, canvas);
        Nose(face, canvas);
    }

    private static void Ear(FaceModel face, in FaceCanvas canvas, int side)
    {
        // Ears lie behind the axis of the head, so they move against the face.
        float x = (side * (face.HalfWidth + 0.015f)) - (0.20f * face.Aside), y = 0.12f - (0.25f * face.Down);
        canvas.Fill(face.Head, new Ellipse(x, y, 0.125f, 0.20f), new Lit(face.Colours.Skin, face.HeadLight, 0, 0.02f, 1.12f * face.HalfWidth, 1.14f));
        canvas.Fill(face.Head, new Ellipse(x + (side * 0.015f), y, 0.062f, 0.115f), new Plain(face.Colours.Hollow), 0.6f);
    }

    private static void Cheeks(FaceModel face, in FaceCanvas canvas)
    {
        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
        {
            var (x, y, squash) = face.Seen(side * 0.44f * face.HalfWidth / 0.76f, 0.40f - (0.05f * (float)Math.Max(0, face.Factors.Smile)));
            var cheek = Both(new Glow(x, y, 0.30f * squash, 0.24f), face.Outline);
            canvas.Fill(face.Head, cheek, new Plain(face.Colours.Blush), 0.85f * (float)face.Factors.Blush);
        }
    }

    private static void Beard(FaceModel face, in FaceCanvas canvas)
    {
        float beard = (float)face.Factors.Beard, smile = (float)face.Factors.Smile, fuzz = 0.05f + (0.10f * (1 - beard));
        var (x, y, squash) = face.Seen(0, 0.62f);
        // Below a curve that rises to the ears, without the surroundings of the mouth; it grows beyond the chin.
        var jaw = new Skull(face.HalfWidth + (0.03f * beard), 1, face.Chin + (0.20f * beard * beard), 0.36f - (0.22f * (float)face.Factors.Jaw));
        var cheeks = Soft(new Below(y - 0.04f, 0.6f * x, -0.95f), fuzz);
        var lips = Soft(new Ellipse(x, y - 0.01f, 0.27f * squash, 0.10f), fuzz);
        var paint = new Lit(face.Colours.Hair, face.HeadLight, 0, 0.25f, 1.15f * face.HalfWidth, 1.1f);
        float opacity = Math.Min(1, 0.20f + (1.3f * beard));
        canvas.Fill(face.Head, Except(Both(jaw, cheeks), lips), paint, opacity);
        canvas.Fill(face.Head, Soft(new Lens(x, y - 0.08f, 0.33f * squash, 0.085f, 0.02f, -0.08f + (0.07f * smile), Turn.None), 0.05f), paint, opacity);
    }

    private static void Nose(FaceModel face, in FaceCanvas canvas)
    {
        var colours = face.Colours;
        float half = FaceModel.Between(0.09f, 0.21f, face.Factors.NoseWidth), tip = FaceModel.Between(0.27f, 0.42f, face.Factors.NoseLength);
        var (x, y, squash) = face.Seen(0, tip, 0.13f);
        var (rootX, rootY, _) = face.Seen(0, 0.02f, 0.03f);
        // Its side away from the light is in shadow, and it throws some on the lip.
        float dark = face.HeadLight.X > 0 ? -1 : 1, strength = 0.25f + (0.45f * (float)face.Factors.LightStrength), aside = Math.Abs(face.HeadLight.X) / 0.72f;
        float middleX = 0.5f * (x + rootX), middleY = 0.5f * (y + rootY), height = 0.5f * (y - rootY);
        canvas.Fill(face.Head, new Glow(middleX + (dark * half * 0.75f), middleY + 0.05f, half * 0.95f, height + 0.10f), new Plain(colours.Hollow), strength * (0.35f + (0.65f * aside)));
        canvas.Fill(face.Head, new Glow(x - (0.3f * face.HeadLight.X * half), y + 0.055f, half * 1.35f * squash, 0.105f), new Plain(colours.Hollow), 0.5f + (0.5f * strength));
        canvas.Fill(face.Head, new Glow(middleX - (dark * 0.02f), middleY, 0.07f, height + 0.05f), new Plain(colours.Skin.Light), 0.55f);
        canvas.Fill(face.Head, new Ellipse(x, y, half * squash, 0.085f + (0.2f * half)), new Lit(colours.Skin, face.HeadLight, x, y, half * 1.25f, 0.15f), 0.7f);
        canvas.Fill(face.Head, new Glow(x + (0.35f * half * face.HeadLight.X), y - 0.05f, 0.085f, 0.075f), new Plain(colours.Skin.Light), 0.75f);
        // Nostrils.
        foreach (int side in (ReadOnlySpan<int>)[-1, 1])
            canvas.Fill(face.Head, new Ellipse(x + (side * 0.50f * half * squash), y + 0.085f + (0.3f * face.Down), 0.042f, 0.026f), new Plain(colours.Hollow.Towards(colours.MouthInside, 0.4f)), 0.8f);
    }
}

using static Elbo.Data.Faces.Combined;

namespace Elbo.Data.Faces;

/// <summary>Paints hair: what falls behind the head, and what lies over it.</summary>
internal static class HairPainter
{
    /// <summary>Hair behind head and neck.</summary>
    public static void Behind(FaceModel face, in FaceCanvas canvas)
    {
        var f = face.Factors;
        switch (f.Hair)
        {
            case HairStyle.Fringe or HairStyle.Long:
                Curtain(face, canvas, Length(face));
                break;
            case HairStyle.Hat when f.HairLength > 0.25:
                Curtain(face, canvas, FaceModel.Between(0.2f, 1.6f, f.HairLength));
                break;
            case HairStyle.Curly:
                CurlsPainter.Behind(face, canvas);
                break;
            case HairStyle.Bun:
                float x = (-0.16f * face.Aside) + (0.38f * (float)f.Parting), size = FaceModel.Between(0.24f, 0.40f, f.HairLength), y = -0.98f - Volume(face) - (0.45f * size);
                canvas.Fill(face.Head, new Ellipse(x, y, size * 1.05f, size), new Lit(face.Colours.Hair, face.HeadLight, x, y, size * 1.15f, size * 1.1f));
                canvas.Fill(face.Head, new Lens(x, y + (0.62f * size), size * 0.75f, 0.02f, 0.08f, 0.03f, Turn.None), new Plain(face.Colours.HairBehind.Shadow), 0.7f);
                break;
        }
    }

    /// <summary>Hair and hat over forehead and sides.</summary>
    public static void Front(FaceModel face, in FaceCanvas canvas)
    {
        switch (face.Factors.Hair)
        {
            case HairStyle.Bald:
                var (x, y, _) = face.Seen(0.45f * face.HeadLight.X, -0.62f);
                canvas.Fill(face.Head, Both(new Glow(x, y, 0.36f, 0.26f), face.Outline), new Plain(face.Colours.Skin.Light), 0.8f);
                break;
            case HairStyle.Short: Short(face, canvas); break;
            case HairStyle.Parted: Parted(face, canvas); break;
            case HairStyle.Fringe: Fringe(face, canvas); break;
            case HairStyle.Long: Long(face, canvas); break;
            case HairStyle.Curly: CurlsPainter.Front(face, canvas); break;
            case HairStyle.Bun: Bun(face, canvas); break;
            case HairStyle.Hat: HatPainter.Paint(face, canvas); break;
        }
    }

    /// <summary>How far hair stands off the skull.</summary>
    public static float Volume(FaceModel face) => FaceModel.Between(0.05f, 0.20f, face.Factors.HairVolume);

    /// <summary>The outline of hair around the skull, without its hanging part.</summary>
    public static Ellipse Cap(FaceModel face, float extra = 0) =>
        new(-0.10f * face.Aside, -0.10f, face.HalfWidth + (0.75f * Volume(face)) + extra, 0.92f + Volume(face) + extra);

    /// <summary>The middle of the line where hair begins, and how much narrower the turned forehead looks.</summary>
    public static (float X, float Y, float Squash) Line(FaceModel face)
    {
        var (x, y, _) = face.Seen(0, FaceModel.Between(-0.42f, -0.66f, face.Factors.Hairline));
        return (0.85f * x, y, 1 - (0.25f * Math.Abs(face.Aside)));
    }

    /// <summary>The hair's soft shadow on the skin just below where it begins.</summary>
    public static void Shade(FaceModel face, in FaceCanvas canvas, float level) =>
        canvas.Fill(face.Head, Both(face.Outline, new Glow(-0.1f * face.HeadLight.X, level + 0.02f, 1.2f * face.HalfWidth, 0.24f)), new Plain(face.Colours.Hollow), 0.55f);

    private static void Short(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Line(face);
        float temple = face.HalfWidth * FaceModel.Between(0.92f, 0.82f, face.Factors.HairLength) * squash;
        var opening = Both(new RoundedBox(x, y + 1, temple, 1, 0.42f), face.Outline);
        Shade(face, canvas, y);
        Comb(face, canvas, Except(Except(Cap(face, -0.03f), opening), new Below(FaceModel.Between(-0.20f, 0.10f, face.Factors.HairLength), 0, 0.30f)), 0.08f);
    }

    private static void Parted(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Line(face);
        float part = (float)face.Factors.Parting, side = part < 0 ? -1 : 1, temple = face.HalfWidth * 0.88f * squash;
        // Hair sweeps from the parting across the forehead and stands highest over it.
        var top = Either(Cap(face), new Ellipse((-0.28f * part) - (0.1f * face.Aside), -0.72f, 0.58f, FaceModel.Between(0.34f, 0.62f, face.Factors.HairLength)));
        var swept = new Below(y - 0.06f, x + (0.45f * part), 0.22f, -side * (0.10f + (0.34f * Math.Abs(part))));
        var opening = Both(Both(new RoundedBox(x, y + 0.9f, temple, 1.15f, 0.40f), swept), face.Outline);
        Shade(face, canvas, y);
        Comb(face, canvas, Except(Except(top, opening), new Below(-0.05f, 0, 0.30f)), 0.10f);
    }

    private static void Fringe(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Line(face);
        float length = Length(face), half = face.HalfWidth * 0.82f * squash, hem = y + 0.24f;
        var opening = Both(Both(new RoundedBox(x, hem + 1.0f, half, 1.15f, 0.20f), new Below(hem, x, -0.10f, 0.22f * (float)face.Factors.Parting)), Free(face));
        Shade(face, canvas, hem);
        Comb(face, canvas, Except(Either(Cap(face), Except(Fall(face, length), new Below(length, 0, 0.12f))), opening), 0.12f);
    }

    private static void Long(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Line(face);
        float length = Length(face), part = x + (0.24f * (float)face.Factors.Parting), half = face.HalfWidth * 0.84f * squash;
        // Two locks that meet at the parting and leave face, neck and throat free.
        var locks = Either(new Ellipse(part - (1.02f * half), y - 0.04f, 1.06f * half, 0.44f), new Ellipse(part + (1.02f * half), y - 0.04f, 1.06f * half, 0.44f));
        var opening = Both(Except(new RoundedBox(x, y + 1.5f, half, 1.62f, half * 0.95f), locks), Free(face));
        Shade(face, canvas, y + 0.1f);
        Comb(face, canvas, Except(Either(Cap(face), Except(Fall(face, length), new Below(length, 0, -0.10f))), opening), 0.14f);
    }

    private static void Bun(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Line(face);
        var opening = Both(new Ellipse(x, 0.42f, face.HalfWidth * 0.97f * squash, 0.46f - y), face.Outline);
        Shade(face, canvas, y);
        Comb(face, canvas, Except(Except(Cap(face, -0.04f), opening), new Below(0.0f, 0, 0.15f)), 0.10f);
    }

    private static float Length(FaceModel face) => face.Factors.Hair == HairStyle.Fringe
        ? FaceModel.Between(0.45f, 1.05f, face.Factors.HairLength)
        : FaceModel.Between(0.85f, 1.95f, face.Factors.HairLength);

    // Hair leaves free no more than the head and what is below the chin; beyond, it hides the background.
    private static Either<Skull, RoundedBox> Free(FaceModel face) => Either(face.Outline, new RoundedBox(0, 1.7f, 0.72f * face.HalfWidth, 1.1f, 0.1f));

    private static RoundedBox Fall(FaceModel face, float length) =>
        new(-0.10f * face.Aside, 0.5f * (length + 0.25f), face.HalfWidth + (0.75f * Volume(face)) + 0.03f, 0.5f * (length + 0.75f), 0.34f);

    private static void Curtain(FaceModel face, in FaceCanvas canvas, float length)
    {
        float half = face.HalfWidth + (0.75f * Volume(face)) + 0.02f;
        var hair = Either(Cap(face), new RoundedBox(-0.14f * face.Aside, 0.5f * length, half, (0.5f * length) + 0.25f, 0.25f));
        canvas.Fill(face.Head, hair, new Combed(new Lit(face.Colours.HairBehind, face.HeadLight, 0, 0.1f, 1.35f * face.HalfWidth, 1.7f), 0, 0.10f));
    }

    private static void Comb<T>(FaceModel face, in FaceCanvas canvas, T hair, float strands)
        where T : struct, IShape
    {
        float part = 0.3f * (float)face.Factors.Parting;
        canvas.Fill(face.Head, hair, new Combed(new Lit(face.Colours.Hair, face.HeadLight, -0.10f * face.Aside, 0.05f, 1.3f * face.HalfWidth, 1.35f), part, strands));
        // A band of light over the crown.
        float x = (0.42f * face.HeadLight.X) - (0.1f * face.Aside);
        canvas.Fill(face.Head, Both(new Glow(x, -0.80f - (0.5f * Volume(face)), 0.48f, 0.20f), hair), new Plain(face.Colours.Sheen), 0.25f + (0.45f * (float)face.Factors.LightStrength));
    }
}

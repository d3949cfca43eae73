namespace Elbo.Data.Faces;

/// <summary>Paints hair and hats: what falls behind the head, and what lies over it.</summary>
internal static class HairPainter
{
    /// <summary>Hair behind head and neck.</summary>
    public static void Behind(FaceModel face, in FaceCanvas canvas)
    {
        var f = face.Factors;
        float volume = Volume(face), shift = -0.16f * face.Aside, length = (float)f.HairLength;
        var paint = new Lit(face.Colours.HairBehind, face.HeadLight, shift, 0.1f, 1.35f * face.HalfWidth, 1.7f);
        switch (f.Hair)
        {
            case HairStyle.Fringe:
                Curtain(face, canvas, paint, FaceModel.Between(0.45f, 1.05f, length), 0.30f);
                break;
            case HairStyle.Long:
                Curtain(face, canvas, paint, FaceModel.Between(0.85f, 1.95f, length), 0.22f);
                break;
            case HairStyle.Hat when length > 0.25:
                Curtain(face, canvas, paint, FaceModel.Between(0.2f, 1.6f, length), 0.22f);
                break;
            case HairStyle.Curly:
                canvas.Fill(face.Head, Cloud(face), new Lit(face.Colours.HairBehind, face.HeadLight, shift, -0.25f, 1.5f * face.HalfWidth, 1.5f));
                break;
            case HairStyle.Bun:
                float x = shift + (0.38f * (float)f.Parting), size = FaceModel.Between(0.24f, 0.40f, length), y = -1.0f - volume - (0.45f * size);
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
                canvas.Fill(face.Head, new Both<Glow, Skull>(new Glow(x, y, 0.36f, 0.26f), face.Outline), new Plain(face.Colours.Skin.Light), 0.8f);
                break;
            case HairStyle.Short: Short(face, canvas); break;
            case HairStyle.Parted: Parted(face, canvas); break;
            case HairStyle.Fringe: Fringe(face, canvas); break;
            case HairStyle.Long: Long(face, canvas); break;
            case HairStyle.Curly: Curly(face, canvas); break;
            case HairStyle.Bun: Bun(face, canvas); break;
            case HairStyle.Hat: HatPainter.Paint(face, canvas); break;
        }
    }

    /// <summary>How far hair stands off the skull.</summary>
    public static float Volume(FaceModel face) => FaceModel.Between(0.05f, 0.20f, face.Factors.HairVolume);

    /// <summary>The outline of hair around the skull, without its hanging part.</summary>
    public static Ellipse Cap(FaceModel face, float extra = 0) =>
        new(-0.10f * face.Aside, -0.10f, face.HalfWidth + (0.75f * Volume(face)) + extra, 0.92f + Volume(face) + extra);

    private static void Short(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Brow(face);
        float temple = face.HalfWidth * FaceModel.Between(0.90f, 0.80f, face.Factors.HairLength) * squash;
        var hair = new Except<Except<Ellipse, RoundedBox>, Below>(
            new(Cap(face, -0.03f), new RoundedBox(x, y + 1, temple, 1, 0.42f)), new Below(FaceModel.Between(-0.05f, 0.22f, face.Factors.HairLength)));
        Shade(face, canvas, y);
        Comb(face, canvas, hair);
    }

    private static void Parted(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Brow(face);
        float part = (float)face.Factors.Parting, side = part < 0 ? -1 : 1, temple = face.HalfWidth * 0.88f * squash;
        // Hair sweeps from the parting across the forehead and stands highest over it.
        var top = new Either<Ellipse, Ellipse>(Cap(face), new Ellipse((-0.28f * part) - (0.1f * face.Aside), -0.72f, 0.58f, FaceModel.Between(0.34f, 0.62f, face.Factors.HairLength)));
        var forehead = new Both<RoundedBox, Below>(
            new RoundedBox(x, y + 0.9f, temple, 1.15f, 0.40f), new Below(y - 0.06f, x + (0.45f * part), 0.22f, -side * (0.10f + (0.34f * Math.Abs(part)))));
        var hair = new Except<Except<Either<Ellipse, Ellipse>, Both<RoundedBox, Below>>, Below>(new(top, forehead), new Below(0.12f));
        Shade(face, canvas, y);
        Comb(face, canvas, hair);
    }

    private static void Fringe(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Brow(face);
        float length = FaceModel.Between(0.45f, 1.05f, face.Factors.HairLength), half = face.HalfWidth * 0.80f * squash, hem = y + 0.26f;
        var opening = new Both<RoundedBox, Below>(new RoundedBox(x, hem + 1.0f, half, 1.15f, 0.20f), new Below(hem, x, -0.10f, 0.22f * (float)face.Factors.Parting));
        var hair = new Except<Either<Ellipse, Except<RoundedBox, Below>>, Both<RoundedBox, Below>>(
            new(Cap(face), new(Fall(face, length, 0.30f), new Below(length, 0, 0.12f))), opening);
        Shade(face, canvas, hem);
        Comb(face, canvas, hair);
    }

    private static void Long(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Brow(face);
        float length = FaceModel.Between(0.85f, 1.95f, face.Factors.HairLength), part = (float)face.Factors.Parting, half = face.HalfWidth * 0.84f * squash;
        // Two locks that meet at the parting and leave face, neck and throat free.
        var leftLock = new Ellipse(x + (0.30f * part) - (1.04f * half), y - 0.02f, 1.16f * half, 0.62f);
        var rightLock = new Ellipse(x + (0.30f * part) + (1.04f * half), y - 0.02f, 1.16f * half, 0.62f);
        var opening = new Except<RoundedBox, Either<Ellipse, Ellipse>>(new RoundedBox(x, y + 1.5f, half, 1.62f, half * 0.95f), new(leftLock, rightLock));
        var hair = new Except<Either<Ellipse, Except<RoundedBox, Below>>, Except<RoundedBox, Either<Ellipse, Ellipse>>>(
            new(Cap(face), new(Fall(face, length, 0.22f), new Below(length, 0, -0.10f))), opening);
        Shade(face, canvas, y + 0.1f);
        Comb(face, canvas, hair);
    }

    private static void Curly(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, _) = Brow(face);
        float curl = FaceModel.Between(0.13f, 0.21f, face.Factors.HairVolume);
        Shade(face, canvas, y + 0.05f);
        var rim = new Except<Curls, Ellipse>(new Curls(x * 0.75f, 0.25f, 0.88f * face.HalfWidth, 0.26f - y + (0.3f * curl), curl, 0.05f), new Ellipse(x * 0.75f, 0.3f, 0.84f * face.HalfWidth, 0.16f - y));
        var top = new Except<Ellipse, Ellipse>(Cap(face), new Ellipse(x * 0.75f, 0.3f, 0.86f * face.HalfWidth, 0.20f - y));
        var paint = new Lit(face.Colours.Hair, face.HeadLight, 0, -0.3f, 1.35f * face.HalfWidth, 1.3f);
        canvas.Fill(face.Head, new Except<Either<Except<Ellipse, Ellipse>, Except<Curls, Ellipse>>, Below>(new(top, rim), new Below(0.25f)), paint);
        Gleam(face, canvas, Cap(face, 0.1f));
    }

    private static void Bun(FaceModel face, in FaceCanvas canvas)
    {
        var (x, y, squash) = Brow(face);
        var opening = new Ellipse(x, 0.42f, face.HalfWidth * 0.97f * squash, 0.42f - y + 0.04f);
        Shade(face, canvas, y);
        Comb(face, canvas, new Except<Except<Ellipse, Ellipse>, Below>(new(Cap(face, -0.04f), opening), new Below(0.10f)));
    }

    // Where the hair begins: above the brows, moving with the face.
    private static (float X, float Y, float Squash) Brow(FaceModel face)
    {
        var (x, y, _) = face.Seen(0, FaceModel.Between(-0.42f, -0.66f, face.Factors.Hairline));
        return (0.85f * x, y, 1 - (0.35f * Math.Abs(face.Aside)));
    }

    private static RoundedBox Fall(FaceModel face, float length, float flare) =>
        new(-0.10f * face.Aside, 0.5f * (length + 0.25f), face.HalfWidth + (0.75f * Volume(face)) + (flare * 0.22f), 0.5f * (length + 0.75f), 0.28f);

    private static void Curtain(FaceModel face, in FaceCanvas canvas, Lit paint, float length, float flare)
    {
        float half = face.HalfWidth + (0.75f * Volume(face)) + (flare * 0.30f);
        var hair = new Either<Ellipse, RoundedBox>(Cap(face), new RoundedBox(-0.16f * face.Aside, 0.5f * length, half, 0.5f * length + 0.25f, 0.25f));
        canvas.Fill(face.Head, hair, paint);
    }

    private static Curls Cloud(FaceModel face)
    {
        float volume = Volume(face) * 1.6f, length = (float)face.Factors.HairLength;
        return new Curls(-0.16f * face.Aside, -0.12f + (0.18f * length), face.HalfWidth + volume, 0.84f + volume + (0.16f * length), 0.20f + (0.25f * volume), 0.15f + (0.85f * length));
    }

    // The hair's soft shadow on the skin just below where it begins.
    private static void Shade(FaceModel face, in FaceCanvas canvas, float level) =>
        canvas.Fill(face.Head, new Both<Skull, Glow>(face.Outline, new Glow(-0.1f * face.HeadLight.X, level + 0.02f, 1.2f * face.HalfWidth, 0.24f)), new Plain(face.Colours.Hollow), 0.55f);

    private static void Comb<T>(FaceModel face, in FaceCanvas canvas, T hair)
        where T : struct, IShape
    {
        canvas.Fill(face.Head, hair, new Lit(face.Colours.Hair, face.HeadLight, -0.10f * face.Aside, 0.05f, 1.3f * face.HalfWidth, 1.35f));
        Gleam(face, canvas, hair);
    }

    // A band of light over the crown.
    private static void Gleam<T>(FaceModel face, in FaceCanvas canvas, T hair)
        where T : struct, IShape
    {
        float x = (0.42f * face.HeadLight.X) - (0.1f * face.Aside);
        canvas.Fill(face.Head, new Both<Glow, T>(new Glow(x, -0.80f - (0.5f * Volume(face)), 0.48f, 0.20f), hair), new Plain(face.Colours.Sheen), 0.25f + (0.45f * (float)face.Factors.LightStrength));
    }
}

namespace Elbo.Data.Faces;

/// <summary>A square picture of floats that shapes are painted on, one over the other.</summary>
internal readonly ref struct FaceCanvas(Span<float> pixels, int size)
{
    private readonly Span<float> pixels = pixels;

    /// <summary>Floats that a picture needs.</summary>
    public static int Length(int size) => 3 * size * size;

    /// <summary>Paints a shape over what is there.</summary>
    public void Fill<TShape, TPaint>(in Placement at, TShape shape, TPaint paint, float opacity = 1)
        where TShape : struct, IShape
        where TPaint : struct, IPaint
    {
        // From a pixel's place to the shape's own coordinates: one multiplication and addition a pixel.
        float pixel = 2f / size, density = at.Scale / pixel, inverse = 1 / at.Scale;
        float cosine = at.Turn.Cosine * inverse, sine = at.Turn.Sine * inverse;
        Box box = shape.Bounds;
        float margin = 1 / density;
        float middleX = 0.5f * (box.Left + box.Right), middleY = 0.5f * (box.Top + box.Bottom);
        float reachX = (0.5f * (box.Right - box.Left)) + margin, reachY = (0.5f * (box.Bottom - box.Top)) + margin;
        float c = at.Turn.Cosine * at.Scale, s = at.Turn.Sine * at.Scale;
        float centreX = at.X + (c * middleX) - (s * middleY), centreY = at.Y + (s * middleX) + (c * middleY);
        float halfX = (Math.Abs(c) * reachX) + (Math.Abs(s) * reachY), halfY = (Math.Abs(s) * reachX) + (Math.Abs(c) * reachY);
        int left = Column(centreX - halfX), right = Column(centreX + halfX), top = Column(centreY - halfY), bottom = Column(centreY + halfY);
        for (int row = top; row <= bottom; row++)
        {
            float dy = ((row + 0.5f) * pixel) - 1 - at.Y;
            var line = pixels.Slice(3 * row * size, 3 * size);
            for (int column = left; column <= right; column++)
            {
                float dx = ((column + 0.5f) * pixel) - 1 - at.X;
                float x = (dx * cosine) + (dy * sine), y = (dy * cosine) - (dx * sine);
                float cover = opacity * shape.Coverage(x, y, density);
                if (cover <= 0) continue;
                Colour colour = paint.At(x, y);
                var under = line.Slice(3 * column, 3);
                under[0] += cover * (colour.R - under[0]);
                under[1] += cover * (colour.G - under[1]);
                under[2] += cover * (colour.B - under[2]);
            }
        }
    }

    // The column or row of a place, within the picture.
    private int Column(float place) => Math.Clamp((int)((place + 1) * 0.5f * size), 0, size - 1);
}

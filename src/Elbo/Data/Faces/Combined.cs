namespace Elbo.Data.Faces;

/// <summary>Makes shapes of shapes.</summary>
internal static class Combined
{
    /// <summary>What lies in one shape or the other.</summary>
    public static Either<TA, TB> Either<TA, TB>(TA a, TB b)
        where TA : struct, IShape
        where TB : struct, IShape => new(a, b);

    /// <summary>What lies in both shapes.</summary>
    public static Both<TA, TB> Both<TA, TB>(TA a, TB b)
        where TA : struct, IShape
        where TB : struct, IShape => new(a, b);

    /// <summary>What lies in one shape but not in another.</summary>
    public static Except<TA, TB> Except<TA, TB>(TA a, TB b)
        where TA : struct, IShape
        where TB : struct, IShape => new(a, b);

    /// <summary>A shape whose edge fades over a width.</summary>
    public static Soft<T> Soft<T>(T shape, float width)
        where T : struct, IShape => new(shape, 1 / width);
}

/// <summary>What lies in one shape or the other.</summary>
internal readonly struct Either<TA, TB>(TA a, TB b) : IShape
    where TA : struct, IShape
    where TB : struct, IShape
{
    public Box Bounds => a.Bounds.With(b.Bounds);

    public float Coverage(float x, float y, float density)
    {
        float first = a.Coverage(x, y, density);
        return first >= 1 ? 1 : Math.Max(first, b.Coverage(x, y, density));
    }
}

/// <summary>What lies in both shapes.</summary>
internal readonly struct Both<TA, TB>(TA a, TB b) : IShape
    where TA : struct, IShape
    where TB : struct, IShape
{
    public Box Bounds => a.Bounds.Within(b.Bounds);

    public float Coverage(float x, float y, float density)
    {
        float first = a.Coverage(x, y, density);
        return first <= 0 ? 0 : first * b.Coverage(x, y, density);
    }
}

/// <summary>What lies in one shape but not in another.</summary>
internal readonly struct Except<TA, TB>(TA a, TB b) : IShape
    where TA : struct, IShape
    where TB : struct, IShape
{
    public Box Bounds => a.Bounds;

    public float Coverage(float x, float y, float density)
    {
        float first = a.Coverage(x, y, density);
        return first <= 0 ? 0 : first * (1 - b.Coverage(x, y, density));
    }
}

/// <summary>A shape with a soft edge: as if seen with fewer pixels.</summary>
internal readonly struct Soft<T>(T shape, float most) : IShape
    where T : struct, IShape
{
    public Box Bounds => shape.Bounds.Grown(0.5f / most);

    public float Coverage(float x, float y, float density) => shape.Coverage(x, y, Math.Min(density, most));
}

namespace Elbo.Data.Faces;

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

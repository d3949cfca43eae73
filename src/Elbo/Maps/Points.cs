namespace Elbo.Maps;

/// <summary>Checks of rows of points.</summary>
internal static class Points
{
    /// <summary>How many points <c>[n][dimensions]</c> there are.</summary>
    /// <exception cref="ArgumentException">They are no whole points.</exception>
    /// <exception cref="ElboException">One is not finite.</exception>
    public static int Count(ReadOnlySpan<float> points, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        if (points.Length % dimensions != 0)
            throw new ArgumentException($"{points.Length} numbers are no whole points of {dimensions} dimensions.", nameof(points));
        for (int i = 0; i < points.Length; i++)
        {
            if (!float.IsFinite(points[i]))
                throw new ElboException($"Point {i / dimensions} is not finite in dimension {i % dimensions}; train the model again with a lower learning rate, or leave such points out.");
        }
        return points.Length / dimensions;
    }
}

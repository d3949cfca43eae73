namespace Elbo.Data.Faces;

/// <summary>An upright rectangle.</summary>
internal readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    /// <summary>No bounds.</summary>
    public static Box Everywhere => new(-9, -9, 9, 9);

    /// <summary>The smallest box that holds both.</summary>
    public Box With(Box other) => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    /// <summary>Larger by a length on each side.</summary>
    public Box Grown(float by) => new(Left - by, Top - by, Right + by, Bottom + by);

    /// <summary>What lies in both.</summary>
    public Box Within(Box other) => new(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));
}

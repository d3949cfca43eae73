namespace Elbo.Imaging.Charts;

/// <summary>The smallest and largest value seen so far.</summary>
internal readonly record struct Extent(double Minimum, double Maximum)
{
    public static Extent Empty => new(double.PositiveInfinity, double.NegativeInfinity);

    public bool IsEmpty => Minimum > Maximum;

    public Extent With(double value) => new(Math.Min(Minimum, value), Math.Max(Maximum, value));
}

namespace Elbo.Imaging.Charts;

/// <summary>1, 2 or 5 times a power of ten.</summary>
internal readonly record struct RoundStep(int Lead, int Exponent)
{
    public double Value => Times(1);

    public RoundStep Next => Lead switch { 1 => new(2, Exponent), 2 => new(5, Exponent), _ => new(1, Exponent + 1) };

    /// <summary>The smallest such number that is not below <paramref name="size"/>.</summary>
    public static RoundStep AtLeast(double size)
    {
        var step = new RoundStep(1, (int)Math.Floor(Math.Log10(size)));
        while (step.Value < size * (1 - 1e-9))
            step = step.Next;
        return step;
    }

    /// <summary>k steps, correctly rounded: 3 × 0.1 is 0.3, because 3 / 10 is.</summary>
    public double Times(double k) => Exponent >= 0 ? k * Lead * Math.Pow(10, Exponent) : k * Lead / Math.Pow(10, -Exponent);
}

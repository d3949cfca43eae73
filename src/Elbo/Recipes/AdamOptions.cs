namespace Elbo.Recipes;

/// <summary>Constants of Adam. Kingma and Ba, ICLR 2015.</summary>
public sealed record AdamOptions
{
    /// <summary>Decay of the first moment, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment; above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;
}

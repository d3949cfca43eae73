namespace Elbo.Recipes;

/// <summary>Exponential decay: the learning rate is multiplied by rate^(step / steps).</summary>
public sealed record DecayOptions
{
    /// <summary>Factor per <see cref="Steps"/> steps, in (0, 1]; 1 keeps the learning rate.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Steps over which the learning rate falls by <see cref="Rate"/> once.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Whether it falls at once every <see cref="Steps"/> steps (the exponent rounded down) rather than smoothly.</summary>
    public bool Staircase { get; init; }
}

using Elbo.Recipes;

namespace Elbo.Sweeps;

/// <summary>One combination of a sweep's values.</summary>
/// <param name="Name">The name of its run directory, such as <c>model.latent=2,objective.beta=8</c>.</param>
/// <param name="Values">A value for each of the sweep's keys, as it was given.</param>
/// <param name="Recipe">What is trained.</param>
public sealed record SweepRun(string Name, IReadOnlyList<string> Values, Recipe Recipe)
{
    /// <summary>Training steps; 0 while its data are not known.</summary>
    internal long Steps { get; init; }
}

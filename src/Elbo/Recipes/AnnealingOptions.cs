using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>How the weight of the KL term rises to <see cref="ObjectiveOptions.Beta"/> while training goes on. It is a function of the step alone.</summary>
public sealed record AnnealingOptions
{
    /// <summary>The schedule.</summary>
    public AnnealingKind Kind { get; init; } = AnnealingKind.None;

    /// <summary>Steps of the whole schedule, 1 or more, all its cycles included; afterwards the weight is full.</summary>
    public int Steps { get; init; } = 10_000;

    /// <summary>Equal cycles of a cyclical schedule, 1 to <see cref="Steps"/>. A linear one has a single rise over all its steps.</summary>
    public int Cycles { get; init; } = 4;

    /// <summary>The part of each cycle in which the weight rises, in (0, 1]; for the rest of it the weight is full.</summary>
    public double Proportion { get; init; } = 0.5;
}

/// <summary>Schedules of the KL term's weight.</summary>
[JsonConverter(typeof(CamelCaseConverter<AnnealingKind>))]
public enum AnnealingKind
{
    /// <summary>The full weight from the first step.</summary>
    None,

    /// <summary>One straight rise from 0. Bowman et al., "Generating Sentences from a Continuous Space", CoNLL 2016, who let it rise along a sigmoid.</summary>
    Linear,

    /// <summary>Rises from 0 again and again. Fu et al., "Cyclical Annealing Schedule", NAACL 2019.</summary>
    Cyclical,
}

using System.Text.Json.Serialization;
using Elbo.Recipes;

namespace Elbo.Sweeps;

/// <summary>What became of one run of a sweep.</summary>
[JsonConverter(typeof(CamelCaseConverter<SweepState>))]
public enum SweepState
{
    /// <summary>It has not begun, or was interrupted.</summary>
    Unfinished,

    /// <summary>It is trained and measured.</summary>
    Finished,

    /// <summary>It could not be trained to its end or measured.</summary>
    Failed,
}

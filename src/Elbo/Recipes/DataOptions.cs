namespace Elbo.Recipes;

/// <summary>What a recipe learns from.</summary>
public sealed record DataOptions
{
    /// <summary>A known data set (<c>digits</c>, <c>mnist</c>) or a path.</summary>
    public string Name { get; init; } = "digits";

    /// <summary>How raw values become model inputs.</summary>
    public DataRange Range { get; init; } = DataRange.Unit;

    /// <summary>How many examples of the training set to hold out for validation; 0 for none.</summary>
    public int Validation { get; init; } = 5000;
}

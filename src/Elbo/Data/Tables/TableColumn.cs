namespace Elbo.Data.Tables;

/// <summary>A column of a table as a model sees it. What is measured is measured on the training rows.</summary>
public sealed record TableColumn
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are.</summary>
    public required ColumnKind Kind { get; init; }

    /// <summary>Mean of a numeric column.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation of a numeric column, above 0.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>Digits after the point with which a numeric column is written, at most 9; −1 for as many as it takes.</summary>
    public int Decimals { get; init; } = -1;

    /// <summary>The two values of a binary column, or all of a categorical one.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What a missing cell is taken for: a number, or the index of a value; null where missing cells are refused.</summary>
    public double? Fill { get; init; }

    /// <summary>Values that a model is given for each cell.</summary>
    internal int Width => Kind switch { ColumnKind.Categorical => Values.Count, ColumnKind.Ignored => 0, _ => 1 };
}

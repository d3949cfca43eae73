namespace Elbo.Data;

/// <summary>The three parts of a data set. Models learn from the first, are chosen by the second and judged by the third.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Validation">To choose by; it may be empty.</param>
/// <param name="Test">To judge by.</param>
public sealed record DataSplits(Dataset Train, Dataset Validation, Dataset Test)
{
    /// <summary>What a user should know about how they were loaded, such as files that could not be read; each a sentence.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Those of the notices that tell of something wrong, to be shown even to who wants quiet.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Examples by which others are called unusual: those to validate with, or else to test with, or else, which flatters the model, to train on.</summary>
    internal Dataset Ordinary => Validation.Count > 0 ? Validation : Test.Count > 0 ? Test : Train;

    /// <summary>One of the parts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such part.</exception>
    public Dataset Part(DataSplit split) => split switch
    {
        DataSplit.Train => Train,
        DataSplit.Validation => Validation,
        DataSplit.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, "There is no such part."),
    };
}

using Elbo.Data;

namespace Elbo.Evaluation;

/// <summary>What <see cref="ModelEvaluator"/> measures.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The part of the data whose evidence lower bound is estimated.</summary>
    public DataSplit Split { get; init; } = DataSplit.Test;

    /// <summary>Key of all random draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Samples an image, K, for the importance-weighted bound; null leaves it out.</summary>
    public int? Samples { get; init; }

    /// <summary>Most images that the importance-weighted bound takes; null for as many as end in some minutes, which a note tells.</summary>
    public int? Images { get; init; }

    /// <summary>Whether to compare samples with real pictures: the Fréchet distance and the nearest training neighbours.</summary>
    public bool Distances { get; init; }

    /// <summary>Whether the data are others than the model was trained on, so that it cannot have memorised their training part.</summary>
    public bool OtherData { get; init; }
}

namespace Elbo.Sweeps;

/// <summary>One run of a sweep in its table.</summary>
public sealed record SweepRow
{
    /// <summary>The name of the run directory.</summary>
    public required string Name { get; init; }

    /// <summary>A value for each of the sweep's keys.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>What became of it.</summary>
    public SweepState State { get; init; }

    /// <summary>Why it failed, in a sentence; null where it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>Training steps done.</summary>
    public long Steps { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epochs { get; init; }

    /// <summary>Steps skipped for a loss or gradient that was not finite.</summary>
    public long SkippedSteps { get; init; }

    /// <summary>Seconds of training and validation.</summary>
    public double Seconds { get; init; }

    /// <summary>Averages over the last epoch's training batches; null before the first epoch's end.</summary>
    public SweepTerms? Training { get; init; }

    /// <summary>Averages over the test set under the run's final weights, with one posterior sample per image; null without a test set.</summary>
    public SweepTerms? Test { get; init; }

    /// <summary>The evidence lower bound of the test set, nats per image.</summary>
    public double? Elbo { get; init; }

    /// <summary>−ELBO of the test set in bits per value.</summary>
    public double? BitsPerDimension { get; init; }

    /// <summary>Latent dimensions whose posterior mean varies over the test set by more than 0.01 (variance).</summary>
    public int? ActiveUnits { get; init; }

    /// <summary>Latent dimensions.</summary>
    public int Latent { get; init; }

    /// <summary>Mean peak signal-to-noise ratio of reconstructed test images in dB.</summary>
    public double? Psnr { get; init; }

    /// <summary>Mean structural similarity of reconstructed test images.</summary>
    public double? Ssim { get; init; }

    /// <summary>Images in the test set.</summary>
    public int TestImages { get; init; }

    /// <summary>When the run directory was created, by which it is known again.</summary>
    public DateTimeOffset? Created { get; init; }
}

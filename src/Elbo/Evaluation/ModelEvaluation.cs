namespace Elbo.Evaluation;

/// <summary>All figures by which a model is judged. What could not be measured is null, and <see cref="Notes"/> say why.</summary>
public sealed record ModelEvaluation
{
    /// <summary>"test", "validation" or "train".</summary>
    public required string Split { get; init; }

    /// <summary>Name of the data, such as <c>mnist/test</c>.</summary>
    public required string Data { get; init; }

    /// <summary>The evidence lower bound with one posterior sample an image.</summary>
    public required ElboEstimate Estimate { get; init; }

    /// <summary>Standard error of the evidence lower bound over the images, nats per image; NaN for one image.</summary>
    public required double StandardError { get; init; }

    /// <summary>KL(q(z|x)‖p(z)) of each latent dimension in nats, mean over the images; they add up to <see cref="Rate"/>.</summary>
    public required double[] KlPerDimension { get; init; }

    /// <summary>Variance over the images of each latent dimension's posterior mean.</summary>
    public required double[] MeanVariance { get; init; }

    /// <summary>
    /// What the likelihood leaves out of −ln p(x|z), in nats per image: 0 for Bernoulli pixels; for Gaussian pixels of
    /// variance ½, given as squared error, (values / 2) ln π. Densities are over values as the model sees them.
    /// </summary>
    public required double LikelihoodConstant { get; init; }

    /// <summary>The importance-weighted bound, when it was asked for.</summary>
    public ImportanceWeightedBound? Bound { get; init; }

    /// <summary>How near reconstructions are to their pictures.</summary>
    public ReconstructionQuality? Quality { get; init; }

    /// <summary>How far samples are from real pictures, when it was asked for and there are labels.</summary>
    public FrechetDistance? Frechet { get; init; }

    /// <summary>How far samples are from training pictures, when it was asked for.</summary>
    public Memorisation? Memorisation { get; init; }

    /// <summary>Where samples were drawn beside the training pictures that are nearest to them, if they were.</summary>
    public string? Picture { get; init; }

    /// <summary>Why figures are missing or cover part of the data; each a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Latent dimensions whose posterior mean varies by more than <see cref="LatentUsage.ActiveVariance"/>.</summary>
    public int ActiveUnits => LatentUsage.CountActive(MeanVariance);

    /// <summary>What codes cost: the KL divergence, nats per image.</summary>
    /// <remarks>Alemi et al., "Fixing a Broken ELBO", ICML 2018.</remarks>
    public double Rate => Estimate.Kl;

    /// <summary>What codes lose: −ln p(x|z), nats per image.</summary>
    public double Distortion => Estimate.Reconstruction;

    /// <summary>The figures as one JSON object, keys in camel case; what is not finite is null.</summary>
    public string ToJson() => EvaluationJson.Text(this);
}

namespace Elbo.Recipes;

/// <summary>
/// A VAE's networks and distributions. The layer lists hold hidden layers only: the encoder's linear head (mean and deviation,
/// 2 × latent units) is implied, and <see cref="Output"/> ends the decoder (logits for Bernoulli, means for Gaussian).
/// </summary>
public sealed record ModelOptions
{
    /// <summary>Dimensions of the latent space, 1 to 100,000.</summary>
    public int Latent { get; init; } = 2;

    /// <summary>Hidden layers from data to posterior, in order.</summary>
    public IReadOnlyList<LayerOptions> Encoder { get; init; } = [];

    /// <summary>Hidden layers from latent code to likelihood, in order.</summary>
    public IReadOnlyList<LayerOptions> Decoder { get; init; } = [];

    /// <summary>The decoder's last layer.</summary>
    public OutputOptions Output { get; init; } = new();

    /// <summary>The family of q(z|x).</summary>
    public PosteriorKind Posterior { get; init; } = PosteriorKind.DiagonalGaussian;

    /// <summary>How the encoder's unbounded output becomes a standard deviation.</summary>
    public DeviationKind Deviation { get; init; } = DeviationKind.Softplus;

    /// <summary>Added to every standard deviation, so that its logarithm stays finite; 0 to 1.</summary>
    public double DeviationFloor { get; init; } = 1e-6;

    /// <summary>The family of p(z).</summary>
    public PriorKind Prior { get; init; } = PriorKind.StandardNormal;

    /// <summary>The family of p(x|z).</summary>
    public LikelihoodKind Likelihood { get; init; } = LikelihoodKind.Bernoulli;

    /// <summary>
    /// Standard deviation of numeric columns under a mixed likelihood, in units of the columns' own, 0.001 to 1000; null to learn one for
    /// each column, which is never below a hundredth. Rybkin, Daniilidis and Levine, "Simple and Effective VAE Training with Calibrated Decoders", ICML 2021.
    /// </summary>
    public double? ColumnDeviation { get; init; }

    /// <summary>
    /// What encoder and decoder are given beside an example and its code: nothing, or its label, one value per class (1 for the label's,
    /// 0 for the others). They stand behind the values of a row; an encoder that begins with pictures is given a channel for each class.
    /// </summary>
    public ConditionKind Condition { get; init; } = ConditionKind.None;

    /// <summary>How weights begin.</summary>
    public InitialiserKind Initialiser { get; init; } = InitialiserKind.XavierUniform;

    /// <summary>A factor on the initialiser's spread; with <see cref="InitialiserKind.TruncatedNormal"/> the standard deviation itself.</summary>
    public double InitialiserScale { get; init; } = 1;

    /// <summary>Whether biases are drawn like weights, their number taken for both fans, rather than zero.</summary>
    public bool InitialiseBiases { get; init; }
}

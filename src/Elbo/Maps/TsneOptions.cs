using System.Globalization;

namespace Elbo.Maps;

/// <summary>Settings of <see cref="Tsne"/>. The defaults are those of scikit-learn's TSNE.</summary>
public sealed record TsneOptions
{
    /// <summary>About how many neighbours each point looks at; at least 1. Lowered to a third of the other points where there are too few.</summary>
    public double Perplexity { get; init; } = 30;

    /// <summary>Steps in all; at least 1.</summary>
    public int Iterations { get; init; } = 1000;

    /// <summary>How many times stronger attraction is in the first steps, so that clusters find each other; at least 1.</summary>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>How many steps that lasts.</summary>
    public int ExaggeratedIterations { get; init; } = 250;

    /// <summary>Step size; null takes n / <see cref="EarlyExaggeration"/> / 4, at least 50.</summary>
    /// <remarks>Belkina et al., "Automated optimized parameters for T-distributed stochastic neighbor embedding", Nature Communications 10, 2019.</remarks>
    public double? LearningRate { get; init; }

    /// <summary>Key of the tiny random offsets that begin a map in directions where the points do not vary; elsewhere it begins as their principal components.</summary>
    public long Seed { get; init; } = 1;

    /// <exception cref="SettingException">A setting is out of its range.</exception>
    internal void Check()
    {
        if (!(Perplexity >= 1 && Perplexity <= 10_000)) throw new SettingException(string.Create(CultureInfo.InvariantCulture, $"The perplexity must be between 1 and 10000, not {Perplexity}."));
        if (Iterations is < 1 or > 1_000_000) throw new SettingException(string.Create(CultureInfo.InvariantCulture, $"The iterations must be between 1 and 1000000, not {Iterations}."));
        if (!(EarlyExaggeration >= 1 && EarlyExaggeration <= 1000)) throw new SettingException(string.Create(CultureInfo.InvariantCulture, $"The early exaggeration must be between 1 and 1000, not {EarlyExaggeration}."));
        if (ExaggeratedIterations < 0) throw new SettingException(string.Create(CultureInfo.InvariantCulture, $"The exaggerated iterations must be 0 or more, not {ExaggeratedIterations}."));
        if (LearningRate is { } rate && !(rate > 0 && double.IsFinite(rate))) throw new SettingException(string.Create(CultureInfo.InvariantCulture, $"The learning rate of a map must be a positive number, not {rate}."));
    }
}

namespace Elbo.Maps;

/// <summary>What t-SNE is at.</summary>
public enum TsneStage
{
    /// <summary>Finding nearest neighbours.</summary>
    Neighbours,

    /// <summary>Moving the map's points.</summary>
    Descent,
}

/// <summary>How far t-SNE is.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Fraction">How much of that is done, from 0 to 1.</param>
/// <param name="Iteration">Steps done.</param>
/// <param name="KlDivergence">The objective in nats, each hundredth step and approximately; null before.</param>
public readonly record struct TsneProgress(TsneStage Stage, double Fraction, int Iteration, double? KlDivergence);

namespace Elbo.Training;

/// <summary>Weights that a model had once, such as the best so far.</summary>
/// <param name="Values">One block, alignment gaps included.</param>
/// <param name="Step">Training steps behind them.</param>
internal sealed record EarlierWeights(float[] Values, long Step);

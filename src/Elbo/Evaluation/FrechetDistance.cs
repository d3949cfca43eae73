using Elbo.Data;

namespace Elbo.Evaluation;

/// <summary>
/// Fréchet distances |m − m'|² + tr(S + S' − 2 (S S')^½) between Gaussians of the means m and covariances S of pictures' features.
/// The features are those of a small classifier that is trained here on the data's own labels, so the distances compare models of the
/// same data only, and never with an FID, whose features are those of a network trained on ImageNet.
/// </summary>
/// <remarks>
/// Dowson and Landau, "The Fréchet distance between multivariate normal distributions", 1982; Heusel et al., "GANs Trained by
/// a Two Time-Scale Update Rule Converge to a Local Nash Equilibrium", NeurIPS 2017.
/// </remarks>
/// <param name="Samples">Pictures decoded from draws of the prior against the test pictures.</param>
/// <param name="Reconstructions">Reconstructions of the test pictures from posterior means against the test pictures.</param>
/// <param name="Floor">As many training pictures against the test pictures: what real pictures reach, or a little more, as the classifier was trained on the former.</param>
/// <param name="Accuracy">Share of the test pictures that the classifier labels right, in [0, 1]; NaN where they have no labels.</param>
/// <param name="Features">Values of the classifier's last hidden layer.</param>
/// <param name="Images">Pictures of each kind that were compared, the first ones.</param>
public sealed record FrechetDistance(double Samples, double Reconstructions, double Floor, double Accuracy, int Features, int Images)
{
    private const int MostImages = 10_000, FewestImages = 500;

    // A minute or so of two cores' products.
    private const double UsualFlops = 2e13;

    /// <summary>Trains the classifier and measures the distances.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Training pictures with labels, and at least two of them and of the test pictures.</param>
    /// <param name="seed">Key of the samples.</param>
    /// <param name="progress">Told what is done and how far it is.</param>
    /// <param name="cancellation">Ends the computation.</param>
    /// <exception cref="ElboException">The training pictures have no labels, all one label or all one value, there are fewer than two, or pictures have another shape.</exception>
    public static FrechetDistance Of(
        Vae vae, DataSplits data, long seed = 1, IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        vae.RequireShape(data.Train);
        vae.RequireShape(data.Test);
        if (Obstacle(data) is { } obstacle) throw new ElboException(obstacle);
        int affordable = (int)Math.Clamp(UsualFlops / Math.Max(1, vae.Graph.FlopsPerDecoding), FewestImages, MostImages);
        int count = Math.Min(affordable, Math.Min(data.Train.Count, data.Test.Count));
        using var classifier = PictureClassifier.Train(data.Train, vae.Pool, Report("classifier"), cancellation);

        int done = 0, right = 0;
        var show = Report("Fréchet distance");
        var test = Gaussian(PictureChunks.First(vae, data.Test, count), Judge);
        var train = Gaussian(PictureChunks.First(vae, data.Train, count));
        var again = Gaussian(PictureChunks.Reconstructions(vae, data.Test, count));
        var samples = Gaussian(PictureChunks.Samples(vae, count, seed));
        return new(test.Distance(samples), test.Distance(again), test.Distance(train),
            data.Test.Labels is null ? double.NaN : (double)right / count, PictureClassifier.Features, count);

        void Judge(float[] pictures, int first) => right += data.Test.Labels is { } labels ? classifier.CountRight(pictures, labels, first) : 0;

        FeatureGaussian Gaussian(IEnumerable<float[]> chunks, Action<float[], int>? look = null)
        {
            var features = new List<float>();
            foreach (float[] pictures in chunks)
            {
                cancellation.ThrowIfCancellationRequested();
                look?.Invoke(pictures, features.Count / PictureClassifier.Features);
                features.AddRange(classifier.FeaturesOf(pictures));
                done += pictures.Length / vae.Shape.Features;
                show?.Invoke(done / (4.0 * count));
            }
            return new FeatureGaussian([.. features], PictureClassifier.Features);
        }

        Action<double>? Report(string task) => progress is null ? null : part => progress.Report(new(task, part));
    }

    /// <summary>Why there can be no distance, in a sentence, or null if nothing prevents it.</summary>
    internal static string? Obstacle(DataSplits data)
    {
        if (data.Train.Labels is not { } labels)
            return "The data have no labels, so no classifier was trained and there is no Fréchet distance.";
        if (data.Train.Count < 2 || data.Test.Count < 2)
            return $"There are {data.Train.Count} training and {data.Test.Count} test pictures; a Fréchet distance needs two of each.";
        if (!labels.AsSpan().ContainsAnyExcept(labels[0]))
            return "All training pictures have the same label, so no classifier was trained and there is no Fréchet distance.";
        var (minimum, maximum) = data.Train.Range;
        return maximum > minimum ? null : "All values of the training pictures are equal, so no classifier was trained and there is no Fréchet distance.";
    }
}

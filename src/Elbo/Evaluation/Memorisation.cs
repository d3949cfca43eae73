using Elbo.Data;

namespace Elbo.Evaluation;

/// <summary>
/// Whether a model repeats its training pictures: how far its samples are from the nearest of them, beside how far test
/// pictures are. Distances are sums of squared differences of intensities in [0, 1], medians over the pictures.
/// </summary>
/// <param name="SampleDistance">From a picture decoded from a draw of the prior to the nearest training picture.</param>
/// <param name="TestDistance">From a test picture to the nearest training picture.</param>
/// <param name="Samples">Samples that were looked at.</param>
/// <param name="TestImages">Test pictures that were looked at.</param>
/// <param name="TrainingImages">Training pictures that were searched.</param>
public sealed record Memorisation(double SampleDistance, double TestDistance, int Samples, int TestImages, int TrainingImages)
{
    /// <summary>
    /// <see cref="SampleDistance"/> / <see cref="TestDistance"/>. Far below 1, the samples are nearer to training pictures than
    /// new pictures are. Blurred samples lie nearer to everything, so a ratio somewhat below 1 is no copying yet.
    /// </summary>
    public double Ratio => SampleDistance / TestDistance;

    private const int MostPictures = 1000, FewestPictures = 50;

    // Differences to sum; some seconds of a core's.
    private const double UsualDifferences = 1e12;

    /// <summary>Draws samples and searches all training pictures for the nearest to each, and to each of as many test pictures.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">The pictures that it was trained on, and tests; at least one of each.</param>
    /// <param name="seed">Key of the samples.</param>
    /// <param name="progress">Told the part that is done, in [0, 1].</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ElboException">There are no training or no test pictures, all values are equal, or pictures have another shape.</exception>
    public static Memorisation Of(Vae vae, DataSplits data, long seed = 1, Action<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        vae.RequireShape(data.Train);
        vae.RequireShape(data.Test);
        if (Obstacle(data) is { } obstacle) throw new ElboException(obstacle);
        int count = (int)Math.Clamp(UsualDifferences / ((double)data.Train.Count * vae.Shape.Features), FewestPictures, MostPictures);
        int tests = Math.Min(count, data.Test.Count);
        double sample = Median(vae.Sample(count, seed), 0, count), test = Median(vae.Shown(data.Test, [.. Enumerable.Range(0, tests)]), count, tests);
        return new(sample, test, count, tests, data.Train.Count);

        double Median(float[] pictures, int before, int own)
        {
            var found = NearestPictures.Of(pictures, data.Train, 1, vae.Pool.Threads,
                part => progress?.Invoke((before + (part * own)) / (count + tests)), cancellation).Distances;
            Array.Sort(found);
            return 0.5 * ((double)found[(found.Length - 1) / 2] + found[found.Length / 2]);
        }
    }

    /// <summary>Why there can be no search, in a sentence, or null if nothing prevents it.</summary>
    internal static string? Obstacle(DataSplits data)
    {
        if (data.Train.Count == 0) return "There are no training pictures, so no nearest ones were sought.";
        if (data.Test.Count == 0) return "There are no test pictures, so no nearest training pictures were sought.";
        var (minimum, maximum) = data.Train.Range;
        return maximum > minimum ? null : "All values of the training pictures are equal, so no nearest ones were sought.";
    }
}

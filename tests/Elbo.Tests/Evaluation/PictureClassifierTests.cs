using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Tensors;

namespace Elbo.Tests.Evaluation;

public sealed class PictureClassifierTests
{
    [Fact]
    public void It_learns_labels_and_gives_the_same_features_on_any_number_of_threads()
    {
        float[] pictures = Vae.Intensities(Bars.Splits.Test, [.. Enumerable.Range(0, 200)]);
        float[]? expected = null;
        foreach (int threads in new[] { 1, 2, 3 })
        {
            using var pool = new WorkerPool(threads);
            using var classifier = PictureClassifier.Train(Bars.Splits.Train, pool, null, default);
            Assert.Equal(200, classifier.CountRight(pictures, Bars.Splits.Test.Labels!, 0));
            Assert.InRange(classifier.CountRight(pictures, Bars.Splits.Validation.Labels!.Concat(Bars.Splits.Train.Labels!).ToArray(), 1), 0, 60);
            float[] features = classifier.FeaturesOf(pictures);
            Assert.Equal(200 * PictureClassifier.Features, features.Length);
            Assert.All(features, value => Assert.InRange(value, 0, 1e4f));
            Assert.Equal(expected ??= features, features);
        }
    }

    [Fact]
    public void Data_that_are_no_pictures_will_do_and_training_can_be_cancelled()
    {
        var random = new Random(6);
        float[] values = [.. Enumerable.Range(0, 3 * 150).Select(_ => (random.NextSingle() * 8) - 5)];
        byte[] labels = [.. Enumerable.Range(0, 150).Select(i => (byte)(values[3 * i] > values[(3 * i) + 1] ? 1 : 0))];
        var data = new FloatDataset("table", new Shape(3), values, labels);
        using var pool = new WorkerPool(1);
        using var classifier = PictureClassifier.Train(data, pool, null, default);
        Assert.InRange(classifier.CountRight(Vae.Intensities(data, [.. Enumerable.Range(0, 150)]), labels, 0), 140, 150);
        using var cancelled = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => PictureClassifier.Train(data, pool, _ => cancelled.Cancel(), cancelled.Token));
    }
}

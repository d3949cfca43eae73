using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Evaluation;

public sealed class ImportanceWeightedBoundTests
{
    private static readonly LinearGaussian Exact = new(exact: true), Wrong = new(exact: false);

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public void With_the_exact_posterior_any_number_of_samples_gives_the_exact_log_likelihood(int samples)
    {
        // All weights of an image are then equal, so that this holds but for rounding, let alone within three standard errors.
        double[] expected = Exact.LogLikelihoods(), bounds = Of(Exact, samples);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], bounds[i], 2e-5);
        var bound = ImportanceWeightedBound.Of(Exact.Vae, Exact.Data, samples);
        Assert.InRange(bound.Nats - expected.Average(), -3 * bound.StandardError, 3 * bound.StandardError);
        Assert.Equal(Spread(expected), bound.StandardError, 1e-5);
        Assert.Equal((samples, 400), (bound.Samples, bound.Images));
        Assert.Equal(bounds.Average(), bound.Nats, 1e-9);
    }

    [Fact]
    public void With_one_sample_it_is_the_closed_form_of_the_evidence_lower_bound_within_three_standard_errors() =>
        AssertWithinThree(Of(Wrong, 1), Wrong.Elbos());

    [Fact]
    public void With_ten_samples_it_is_the_mean_of_a_thousand_such_bounds_within_three_standard_errors()
    {
        const int Repeats = 1000;
        var random = new Random(9);
        var reference = new double[400];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            double[] bounds = Wrong.Bounds(10, _ => () => Normal(random));
            for (int i = 0; i < 400; i++) reference[i] += bounds[i] / Repeats;
        }
        // The reference errs by √1000 times less.
        AssertWithinThree(Of(Wrong, 10), reference);
        Assert.InRange(reference.Average(), Wrong.Elbos().Average() + 0.05, Wrong.LogLikelihoods().Average() - 0.005);
    }

    [Fact]
    public void With_a_thousand_samples_it_is_the_exact_log_likelihood_within_three_standard_errors() =>
        AssertWithinThree(Of(Wrong, 1000), Wrong.LogLikelihoods());

    [Fact]
    public void Beside_it_stands_the_evidence_lower_bound_of_the_same_samples()
    {
        using var weights = new ImportanceWeights(Wrong.Vae, Wrong.Data, 100, 1);
        var both = weights.OfFirst(400, null, default);
        AssertWithinThree([.. both.Select(image => image.Elbo)], Wrong.Elbos());
        Assert.All(both, image => Assert.True(image.Elbo < image.Bound));
        Assert.Equal(both.Average(image => image.Elbo), ImportanceWeightedBound.Of(Wrong.Vae, Wrong.Data, 100).Elbo, 1e-9);
        Assert.All(Of(Wrong, 1).Zip(FirstElbos()), pair => Assert.Equal(pair.First, pair.Second, 1e-12));

        double[] FirstElbos()
        {
            using var one = new ImportanceWeights(Wrong.Vae, Wrong.Data, 1, 1);
            return [.. one.OfFirst(400, null, default).Select(image => image.Elbo)];
        }
    }

    [Fact]
    public void It_rises_with_the_samples_towards_the_log_likelihood()
    {
        // The bound rises in expectation (Burda et al., theorem 1), so the chance of single draws is averaged away.
        double[] bounds = [.. new[] { 1, 3, 10, 30, 1000 }.Select(samples => Enumerable.Range(1, 6).Average(seed => Of(Wrong, samples, seed).Average()))];
        for (int i = 1; i < bounds.Length; i++) Assert.True(bounds[i] > bounds[i - 1], $"{bounds[i]} after {bounds[i - 1]}");
        Assert.Equal(Wrong.LogLikelihoods().Average(), bounds[^1], 0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1000)]
    public void Each_image_has_numbers_of_its_own_and_a_larger_number_of_samples_begins_with_the_same_ones(int samples)
    {
        double[] expected = Wrong.Bounds(samples, image =>
        {
            var numbers = new float[1000 * 2];
            new Philox(3, Streams.ImportanceSamples, (uint)image).Normals(numbers);
            int next = 0;
            return () => numbers[next++];
        });
        double[] bounds = Of(Wrong, samples, seed: 3);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], bounds[i], 2e-5);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("simple-vae")]
    public void Neither_batches_nor_threads_change_a_bit(string recipe)
    {
        var expected = Of(1, null);
        foreach (var (threads, batch) in new[] { (2, 256), (3, 96), (1, 7), (2, 1), (2, 33) }) Assert.Equal(expected, Of(threads, batch));

        (double, double)[] Of(int threads, int? batch)
        {
            using var vae = Model(recipe, 5, threads);
            using var weights = new ImportanceWeights(vae, Noise(37), 19, 4, batch);
            return weights.OfFirst(37, null, default);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void One_latent_dimension_or_a_thousand_and_a_single_image_will_do(int latent)
    {
        using var vae = Model("digits", latent, 2);
        var bound = ImportanceWeightedBound.Of(vae, Noise(1), 50);
        Assert.True(double.IsFinite(bound.Nats));
        Assert.Equal((double.NaN, 1), (bound.StandardError, bound.Images));
        // The first sample's weight is one of the fifty.
        Assert.True(bound.Nats >= ImportanceWeightedBound.Of(vae, Noise(1), 1).Nats - Math.Log(50) - 1e-9);
    }

    [Fact]
    public void The_images_are_the_first_ones_and_progress_ends_at_one()
    {
        var told = new List<double>();
        var bound = ImportanceWeightedBound.Of(Wrong.Vae, Wrong.Data, 20, images: 100, progress: told.Add);
        Assert.Equal(100, bound.Images);
        Assert.Equal(Of(Wrong, 20)[..100].Average(), bound.Nats, 1e-12);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
        Assert.Equal(400, ImportanceWeightedBound.Of(Wrong.Vae, Wrong.Data, 2, images: 1_000_000).Images);
    }

    [Fact]
    public void Large_decoders_get_as_few_images_as_end_in_minutes()
    {
        using var small = Model("digits", 2, 1);
        int few = ImportanceWeightedBound.UsualImages(small, 5000);
        Assert.InRange(few * 5000.0 * small.Graph.FlopsPerDecoding, 0.99e14, 1e14);
        using var wider = Model("digits", 1000, 1);
        Assert.Equal(10, ImportanceWeightedBound.UsualImages(wider, int.MaxValue));
    }

    [Fact]
    public void Empty_data_data_of_another_shape_and_no_samples_are_refused_and_it_can_be_cancelled()
    {
        using var vae = Model("digits", 2, 1);
        Assert.Equal("noise is empty; there is nothing to evaluate.", Assert.Throws<ElboException>(() => ImportanceWeightedBound.Of(vae, Noise(0), 5)).Message);
        Assert.Contains("give data of that shape", Assert.Throws<ElboException>(() => ImportanceWeightedBound.Of(vae, Wrong.Data, 5)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImportanceWeightedBound.Of(vae, Noise(3), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImportanceWeightedBound.Of(vae, Noise(3), 1, images: 0));
        using var cancelled = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => ImportanceWeightedBound.Of(vae, Noise(300), 500, progress: _ => cancelled.Cancel(), cancellation: cancelled.Token));
    }

    private static double[] Of(LinearGaussian linear, int samples, long seed = 1)
    {
        using var weights = new ImportanceWeights(linear.Vae, linear.Data, samples, seed);
        return [.. weights.OfFirst(linear.Data.Count, null, default).Select(image => image.Bound)];
    }

    /// <summary>The images' own differences are looked at, so that the spread between the images hides no error.</summary>
    private static void AssertWithinThree(double[] bounds, double[] expected)
    {
        double[] differences = [.. bounds.Zip(expected, (bound, value) => bound - value)];
        double error = Spread(differences);
        Assert.InRange(error, 1e-6, 0.06);
        Assert.InRange(differences.Average(), -3 * error, 3 * error);
    }

    /// <summary>Standard error of the mean.</summary>
    private static double Spread(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static readonly Shape Picture = new(1, 6, 7);

    private static ByteDataset Noise(int count)
    {
        var pixels = new byte[count * Picture.Features];
        new Random(3).NextBytes(pixels);
        return new ByteDataset("noise", Picture, pixels);
    }

    private static Vae Model(string name, int latent, int threads)
    {
        var recipe = RecipeBook.Get(name).With(["model.encoder.*.units=23", "model.decoder.*.units=21", $"model.latent={latent}"]);
        var vae = new Vae(recipe, Picture, Preprocessing.For(recipe.Data.Range, Noise(3)), threads, training: false);
        vae.Graph.Initialise(vae.Store, 4);
        return vae;
    }
}

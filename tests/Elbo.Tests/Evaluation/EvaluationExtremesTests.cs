using System.Text.Json;
using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Maps;
using Elbo.Tensors;

namespace Elbo.Tests.Evaluation;

/// <summary>Figures of pictures, features and points that are all equal, huge or single: numbers, null in JSON, or a sentence.</summary>
public sealed class EvaluationExtremesTests
{
    [Fact]
    public void Flat_pictures_have_a_similarity_and_equal_ones_are_perfect()
    {
        var shape = new Shape(1, 12, 12);
        foreach (float light in new[] { 0f, 1f, 0.1f, 1e-30f, 1e-45f })
        {
            float[] flat = [.. Enumerable.Repeat(light, 144)];
            Assert.Equal(1, PictureQuality.Ssim(flat, flat, shape), 1e-12);
            Assert.Equal(double.PositiveInfinity, PictureQuality.Psnr(flat, flat));
        }
        float[] black = new float[144], white = [.. Enumerable.Repeat(1f, 144)];
        Assert.Equal(1e-4 / 1.0001, PictureQuality.Ssim(black, white, shape), 1e-12);
        Assert.Equal(0, PictureQuality.Psnr(black, white));
        // Squares that no float holds.
        Assert.Equal(600, PictureQuality.Psnr([1e-30f], [0]), 1e-4);
        Assert.Equal(-600, PictureQuality.Psnr([1e30f], [0]), 1e-4);
    }

    [Fact]
    public void A_model_that_repeats_the_test_pictures_is_documented_in_valid_JSON_with_null_for_what_is_infinite()
    {
        float[] picture = Vae.Intensities(Bars.Splits.Train, [3]);
        using var vae = Bars.Parrot(picture);
        byte[] pixels = [.. Enumerable.Repeat(((ByteDataset)Bars.Splits.Train).Example(3).ToArray(), 4).SelectMany(x => x)];
        var same = new ByteDataset("same", Bars.Shape, pixels, new byte[4]);
        var evaluation = ModelEvaluator.Evaluate(vae, Bars.Splits with { Test = same }, new EvaluationOptions { Samples = 2, Distances = true });
        using var document = JsonDocument.Parse(evaluation.ToJson());
        var root = document.RootElement;
        if (double.IsInfinity(evaluation.Quality!.Psnr)) Assert.Equal(JsonValueKind.Null, root.GetProperty("psnr").ValueKind);
        else Assert.True(evaluation.Quality.Psnr > 120);
        // Test pictures that are training pictures are no distance away from them, and a ratio to that is none.
        Assert.Equal(0, evaluation.Memorisation!.TestDistance);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("memorisation").GetProperty("ratio").ValueKind);
        Assert.True(evaluation.Frechet!.Reconstructions is >= 0 and < 1e-3);
        foreach (string word in new[] { "NaN", "Infinity", "∞" }) Assert.DoesNotContain(word, evaluation.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e30)]
    [InlineData(1e-30)]
    [InlineData(1e-42)]
    public void A_Frechet_distance_of_features_that_do_not_vary_is_that_of_the_others(double size)
    {
        // The second feature is the same everywhere, the third the same number in each set.
        float a = (float)size, b = (float)(2 * size), c = (float)(3 * size);
        var left = new FeatureGaussian([0, a, a, b, a, a], 3);
        var right = new FeatureGaussian([a, a, c, c, a, c], 3);
        double apart = ((double)c - a) * ((double)c - a), moved = 0.5 * ((double)a + c - b), means = moved * moved;
        // Both first features have the same deviation.
        Assert.Equal(apart + means, left.Distance(right), 1e-6 * (apart + means));
        Assert.Equal(0, left.Distance(left), 1e-12 * apart);
        var flat = new FeatureGaussian([a, b, c, a, b, c], 3);
        Assert.Equal(0, flat.Distance(flat));
    }

    [Fact]
    public void Components_of_one_point_and_of_huge_and_tiny_ones_are_finite()
    {
        Assert.Equal([0, 0], PrincipalComponents.Of([1e30f, -1e30f, 0], 3).Variances);
        foreach (float size in new[] { 1e30f, float.MaxValue, 1e-30f, 1e-45f })
        {
            var found = PrincipalComponents.Of([size, 0, -size, 0, 0, 0], 2);
            Assert.Equal((double)size * size * 2 / 3, found.Variances[0], 1e-9 * size * size);
            Assert.Equal([1, 0, 0, 1], found.Directions.Select(Math.Abs));
            Assert.All(found.Project([size, 0]), x => Assert.True(float.IsFinite(x)));
        }
    }

    [Fact]
    public void A_map_of_points_too_far_apart_for_a_float_is_refused_in_a_sentence_and_of_one_apart_from_equal_ones_is_finite()
    {
        var quick = new TsneOptions { Perplexity = 5, Iterations = 30, ExaggeratedIterations = 20 };
        float[] far = new float[40];
        far[7] = 1e30f;
        Assert.EndsWith(".", Assert.Throws<ElboException>(() => Tsne.Embed(far, 2, quick)).Message, StringComparison.Ordinal);
        far[7] = 1e10f;
        Assert.All(Tsne.Embed(far, 2, quick).Places, place => Assert.True(float.IsFinite(place)));
        far[7] = 1e-30f;
        Assert.All(Tsne.Embed(far, 2, quick).Places, place => Assert.True(float.IsFinite(place)));
    }

    [Fact]
    public void Divergences_of_codes_are_never_negative_and_infinite_only_without_a_deviation()
    {
        float[] means = [0, 1e-30f, 1e-9f, 1e-4f, 1, 1e30f], deviations = [1, 1.0000001f, 0.99999994f, 1e-45f, 1e-30f, 1e30f, float.MaxValue];
        foreach (float mean in means)
        {
            foreach (float deviation in deviations) Assert.InRange(LatentMoments.Divergence(mean, deviation), 0, double.MaxValue);
            Assert.Equal(double.PositiveInfinity, LatentMoments.Divergence(mean, 0));
        }
    }
}

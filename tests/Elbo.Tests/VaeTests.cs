using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests;

public sealed class VaeTests
{
    private static readonly Shape Picture = new(1, 6, 7);

    /// <summary>A model with drawn weights, on bytes.</summary>
    private static (Vae Vae, ByteDataset Data) Small(string name = "digits", params string[] settings)
    {
        var recipe = RecipeBook.Get(name).With(["model.encoder.*.units=23", "model.decoder.*.units=21", "model.latent=5", .. settings]);
        var pixels = new byte[300 * Picture.Features];
        new Random(3).NextBytes(pixels);
        var data = new ByteDataset("noise", Picture, pixels);
        var vae = new Vae(recipe, Picture, Preprocessing.For(recipe.Data.Range, data), 2, training: false);
        vae.Graph.Initialise(vae.Store, 4);
        return (vae, data);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("simple-vae")]
    [InlineData("mlp-bernoulli")]
    public void Rows_go_in_and_out_and_pictures_stay_in_range(string name)
    {
        var (vae, data) = Small(name);
        using var owned = vae;
        float[] pictures = Vae.Intensities(data, [.. Enumerable.Range(0, 33)]);
        var codes = vae.Encode(pictures);
        Assert.Equal((33 * 5, 33 * 5), (codes.Mean.Length, codes.Deviation.Length));
        Assert.All(codes.Deviation, deviation => Assert.True(deviation > 0));
        foreach (float[] images in new[] { vae.Decode(codes.Mean), vae.Reconstruct(pictures), vae.Sample(33), vae.Decode([.. codes.Mean.Select(m => m * 1e4f)]) })
        {
            Assert.Equal(33 * Picture.Features, images.Length);
            Assert.All(images, value => Assert.InRange(value, 0, 1));
        }
        Assert.Equal(vae.Decode(codes.Mean), vae.Reconstruct(pictures));
        Assert.Equal(vae.Sample(7, 9), vae.Sample(7, 9));
        Assert.NotEqual(vae.Sample(7, 9), vae.Sample(7, 10));
        Assert.Equal(vae.Sample(7, 9), vae.Sample(40, 9)[..(7 * Picture.Features)]);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("simple-vae")]
    public void A_picture_alone_has_the_bits_it_has_among_three_hundred(string name)
    {
        var (vae, data) = Small(name);
        using var owned = vae;
        int n = Picture.Features;
        float[] pictures = Vae.Intensities(data, [.. Enumerable.Range(0, 300)]);
        var codes = vae.Encode(pictures);
        float[] decoded = vae.Decode(codes.Mean);
        foreach (int i in new[] { 0, 31, 32, 255, 256, 299 })
        {
            var alone = vae.Encode(pictures.AsSpan(i * n, n));
            Assert.Equal(codes.Mean.AsSpan(i * 5, 5).ToArray(), alone.Mean);
            Assert.Equal(codes.Deviation.AsSpan(i * 5, 5).ToArray(), alone.Deviation);
            Assert.Equal(decoded.AsSpan(i * n, n).ToArray(), vae.Decode(alone.Mean));
        }
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("simple-vae")]
    public void A_data_set_and_its_intensities_have_the_same_codes(string name)
    {
        var (vae, data) = Small(name);
        using var owned = vae;
        var fromData = vae.Encode(data);
        var fromRows = vae.Encode(Vae.Intensities(data, [.. Enumerable.Range(0, 300)]));
        for (int i = 0; i < fromData.Mean.Length; i++) Assert.Equal(fromData.Mean[i], fromRows.Mean[i], 1e-4f);
    }

    [Fact]
    public async Task Any_thread_may_call_and_gets_its_own_answer()
    {
        var (vae, data) = Small();
        using var owned = vae;
        float[] pictures = Vae.Intensities(data, [.. Enumerable.Range(0, 64)]);
        float[] expected = vae.Reconstruct(pictures), samples = vae.Sample(5, 2);
        double elbo = vae.Evaluate(data).Elbo;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (int i = 0; i < 20; i++)
            {
                Assert.Equal(expected, vae.Reconstruct(pictures));
                Assert.Equal(samples, vae.Sample(5, 2));
                if (worker == 0) Assert.Equal(elbo, vae.Evaluate(data).Elbo);
            }
        })));
    }

    [Fact]
    public void Values_that_are_no_pictures_or_latents_are_refused()
    {
        var (vae, _) = Small();
        using var owned = vae;
        Assert.StartsWith("43 values are not whole rows of 42.", Assert.Throws<ArgumentException>(() => vae.Encode(new float[43])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => vae.Encode([]));
        Assert.StartsWith("6 values are not whole rows of 5.", Assert.Throws<ArgumentException>(() => vae.Decode(new float[6])).Message, StringComparison.Ordinal);
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity })
        {
            var picture = new float[42];
            picture[17] = bad;
            Assert.StartsWith("A value is NaN or infinite.", Assert.Throws<ArgumentException>(() => vae.Reconstruct(picture)).Message, StringComparison.Ordinal);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => vae.Sample(0));
        var other = new ByteDataset("other", new Shape(1, 2, 2), new byte[8]);
        Assert.Contains("this model was trained on", Assert.Throws<ElboException>(() => vae.Evaluate(other)).Message, StringComparison.Ordinal);
        var empty = new ByteDataset("empty", Picture, Array.Empty<byte>());
        Assert.Equal("empty is empty; there is nothing to evaluate.", Assert.Throws<ElboException>(() => vae.Evaluate(empty)).Message);
        float[] spoilt = [1, 2, 3, float.NaN];
        Assert.Contains("is NaN in example 1", Assert.Throws<ElboException>(() => new FloatDataset("spoilt", new Shape(2), spoilt)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("digits", "model.encoder.*.activation=tanh", "model.decoder.*.activation=elu", "model.deviation=exp")]
    [InlineData("mlp-bernoulli")]
    [InlineData("simple-vae")]
    [InlineData("simple-vae", "data.range=signed")]
    public void The_bound_is_that_of_a_plain_computation_in_double_precision(string name, params string[] settings)
    {
        var (vae, data) = Small(name, settings);
        using var owned = vae;
        var (reconstruction, kl) = NaiveVae.Evaluate(vae, data, seed: 6);
        var estimate = vae.Evaluate(data, seed: 6);
        Assert.InRange(estimate.Reconstruction / reconstruction, 1 - 1e-5, 1 + 1e-5);
        Assert.InRange(estimate.Kl / kl, 1 - 1e-5, 1 + 1e-5);
        Assert.Equal(-(estimate.Reconstruction + estimate.Kl), estimate.Elbo, 1e-12);
        Assert.Equal(-estimate.Elbo / (42 * Math.Log(2)), estimate.BitsPerDimension, 1e-12);
        Assert.NotEqual(estimate.Elbo, vae.Evaluate(data, seed: 7).Elbo);
    }

    [Theory]
    [InlineData(DataRange.Unit)]
    [InlineData(DataRange.Signed)]
    [InlineData(DataRange.Standardised)]
    public void Intensities_survive_the_way_to_model_values_and_back(DataRange range)
    {
        float[] values = [.. Enumerable.Range(0, 80).Select(i => (i * i % 37) - 11.5f)];
        var data = new FloatDataset("odd", new Shape(4), values);
        var preprocessing = Preprocessing.For(range, data);
        float[] model = [.. values.Select(v => MathF.FusedMultiplyAdd(v, preprocessing.Scale, preprocessing.Shift))];
        float[] intensities = Vae.Intensities(data, [.. Enumerable.Range(0, 20)]);
        Assert.All(intensities, value => Assert.InRange(value, 0, 1));
        Assert.Equal(0, intensities.Min(), 1e-6f);
        Assert.Equal(1, intensities.Max(), 1e-6f);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.Equal(model[i], (intensities[i] * preprocessing.FromIntensity.Scale) + preprocessing.FromIntensity.Shift, 1e-5f);
            Assert.Equal(intensities[i], (model[i] * preprocessing.ToIntensity.Scale) + preprocessing.ToIntensity.Shift, 1e-5f);
        }
        if (range == DataRange.Standardised)
        {
            Assert.Equal(0, model.Average(), 1e-5);
            Assert.Equal(1, Math.Sqrt(model.Average(v => (double)v * v)), 1e-5);
        }
        else
        {
            Assert.Equal(range == DataRange.Unit ? 0 : -1, model.Min(), 1e-6f);
            Assert.Equal(1, model.Max(), 1e-6f);
        }
    }
}

using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Figures;

/// <summary>A small model with drawn weights and noise to look at, which is all that figures need.</summary>
internal static class UntrainedModel
{
    public static Vae Of(int latent, int channels = 1)
    {
        var recipe = RecipeBook.Get("digits").With(["model.encoder.*.units=12", "model.decoder.*.units=12", $"model.latent={latent}"]);
        var data = Noise(8, channels);
        var vae = new Vae(recipe, data.Shape, Preprocessing.For(DataRange.Unit, data), 1, training: false);
        vae.Graph.Initialise(vae.Store, 3);
        return vae;
    }

    /// <summary>Noise, labelled 0, 1, 2 in turn.</summary>
    public static ByteDataset Noise(int count, int channels = 1, bool labelled = true)
    {
        var shape = new Shape(channels, 8, 8);
        var pixels = new byte[count * shape.Features];
        new Random(count).NextBytes(pixels);
        byte[]? labels = labelled ? [.. Enumerable.Range(0, count).Select(i => (byte)(i % 3))] : null;
        return new ByteDataset("noise", shape, pixels, labels);
    }
}

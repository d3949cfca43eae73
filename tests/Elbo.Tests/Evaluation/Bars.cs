using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Evaluation;

/// <summary>Pictures of a bright bar on noise, whose column is the label, and models of them.</summary>
internal static class Bars
{
    public static readonly Shape Shape = new(1, 10, 9);

    public static DataSplits Splits { get; } = new(Data("train", 400, 1), Data("validation", 50, 2), Data("test", 200, 3));

    public static ByteDataset Data(string name, int count, int seed, bool labelled = true)
    {
        var random = new Random(seed);
        var pixels = new byte[count * Shape.Features];
        var labels = new byte[count];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)random.Next(120);
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)random.Next(9);
            for (int row = 0; row < 10; row++) pixels[(i * Shape.Features) + (row * 9) + labels[i]] = (byte)(180 + random.Next(76));
        }
        return new ByteDataset(name, Shape, pixels, labelled ? labels : null);
    }

    /// <summary>A model with drawn weights.</summary>
    public static Vae Model(int threads = 2, params string[] settings)
    {
        var recipe = RecipeBook.Get("digits").With(["model.encoder.*.units=24", "model.decoder.*.units=20", "model.latent=3", .. settings]);
        var vae = new Vae(recipe, Shape, Preprocessing.For(recipe.Data.Range, Splits.Train), threads, training: false);
        vae.Graph.Initialise(vae.Store, 4);
        return vae;
    }

    /// <summary>A model that decodes any code to one picture, given by its intensities.</summary>
    public static Vae Parrot(float[] picture)
    {
        var vae = Model(2, "model.likelihood=gaussian", "model.decoder=[]");
        vae.Store.Weights(vae.Store.Parameters.Single(p => p.Name == "decoder.0.weight")).Clear();
        picture.CopyTo(vae.Store.Weights(vae.Store.Parameters.Single(p => p.Name == "decoder.0.bias")));
        return vae;
    }
}

using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Serving;

/// <summary>Models with drawn weights of every kind that inference takes its own way through: rows, pictures, labels.</summary>
internal static class SmallModel
{
    public static readonly Shape Picture = new(1, 6, 7);

    public static readonly TheoryData<string> Kinds = ["rows", "pictures", "labelled"];

    public static ByteDataset Noise(int count = 300)
    {
        var random = new Random(3);
        var pixels = new byte[count * Picture.Features];
        random.NextBytes(pixels);
        return new ByteDataset("noise", Picture, pixels, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(3))], ["a", "b", "c"]);
    }

    public static float[] Rows(int count = 300) => Vae.Intensities(Noise(count), [.. Enumerable.Range(0, count)]);

    public static Vae Create(string kind, int threads = 2)
    {
        string[] settings = kind switch
        {
            "rows" => [],
            "gaussian" => ["model.likelihood=gaussian"],
            "pictures" => [
                """model.encoder=[{"kind":"convolution","channels":4,"stride":2,"batchNorm":true},{"kind":"dense","units":9}]""",
                """model.decoder=[{"kind":"dense","units":24},{"kind":"reshape","channels":2,"height":3,"width":4},{"kind":"upsample"}]""",
            ],
            _ => ["model.condition=label", "model.encoder.*.units=23", "model.decoder.*.units=21"],
        };
        var recipe = RecipeBook.Get("digits").With(["model.latent=5", .. settings]);
        var vae = new Vae(recipe, Picture, Preprocessing.For(recipe.Data.Range, Noise()), threads, training: false, kind == "labelled" ? ["a", "b", "c"] : null);
        vae.Graph.Initialise(vae.Store, 4);
        return vae;
    }
}

using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Explorer.Tests.Export;

/// <summary>Untrained models of which nothing is trivial: biases, normalisation statistics and logits are all spread.</summary>
internal static class RandomModels
{
    /// <summary>A known recipe, a convolutional one with fewer channels or smaller pictures.</summary>
    public static Vae Of(string recipe, ulong seed = 1, bool whole = false)
    {
        string[] settings = whole ? [] : recipe switch
        {
            "conv-celeba" => ["data.size=32", "model.latent=16", "model.decoder.0.units=384", "model.decoder.1.channels=24", "model.decoder.1.height=4", "model.decoder.1.width=4",
                "model.decoder.2.channels=16", "model.decoder.3.channels=9", "model.decoder.4.channels=7"],
            "conv-rgb48" => ["data.size=16", "model.latent=8", "model.decoder.0.units=32", "model.decoder.1.units=40", "model.decoder.2.units=1225", "model.decoder.3.height=7", "model.decoder.3.width=7"],
            _ => [],
        };
        return Of(RecipeBook.Get(recipe).With(settings), seed);
    }

    public static Vae Of(Recipe recipe, ulong seed = 1)
    {
        int side = recipe.Data.Size ?? 28;
        string[] classes = recipe.Model.Condition == ConditionKind.Label ? [.. Enumerable.Range(0, 10).Select(label => $"{label}")] : [];
        var preprocessing = recipe.Data.Range switch
        {
            DataRange.Unit => new Preprocessing(1 / 255f, 0, 0, 255),
            DataRange.Signed => new Preprocessing(2 / 255f, -1, 0, 255),
            _ => new Preprocessing(1 / (255 * 0.3081f), -0.1307f / 0.3081f, 0, 255),
        };
        var vae = new Vae(recipe, new Shape(recipe.Data.Name == "faces" ? 3 : 1, side, side), preprocessing, threads: 1, training: false, classes);
        vae.Graph.Initialise(vae.Store, seed);
        uint stream = 0;
        foreach (var parameter in vae.Store.Parameters) Spread(vae.Store.Weights(parameter), parameter.Name, new Philox(seed, 77, stream++));
        return vae;
    }

    private static void Spread(Span<float> values, string name, Philox key)
    {
        if (name.EndsWith("running_var", StringComparison.Ordinal) || name.EndsWith("norm.weight", StringComparison.Ordinal))
        {
            for (int i = 0; i < values.Length; i++) values[i] = 0.4f + (1.4f * (float)key.Uniform((ulong)i));
        }
        else if (name.EndsWith("bias", StringComparison.Ordinal) || name.EndsWith("running_mean", StringComparison.Ordinal))
        {
            key.Normals(values);
            foreach (ref float value in values) value *= 0.3f;
        }
    }
}

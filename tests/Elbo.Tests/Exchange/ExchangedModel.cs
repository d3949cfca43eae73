using Elbo.Conditions;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Exchange;

/// <summary>Models as they could be after training: every weight, bias and running statistic drawn, and pictures to show them.</summary>
internal static class ExchangedModel
{
    /// <summary>Every built-in recipe of pictures, the convolutional ones narrowed, and forms of them that no recipe has.</summary>
    public static TheoryData<string> Names { get; } =
    [
        .. RecipeBook.Names.Where(name => name != "tabular"), "conv-mnist model.condition=label", "conv-celeba model.condition=label", "mlp-latent model.encoder.1.batchNorm=true",
        "conv-rgb48 model.encoder.1.size=3 model.encoder.4.size=2 model.decoder.5.mode=nearest model.decoder.4.stride=2 model.decoder.4.kernel=1 model.decoder.5.factor=3",
        "conv-mnist model.encoder.0.kernel=4 model.encoder.1.stride=3 model.encoder.2.activation=softplus model.decoder.2.kernel=4 model.decoder.3.activation=tanh",
    ];

    /// <summary>A recipe of <see cref="Names"/>: a name, narrowed where it is convolutional unless <paramref name="whole"/>, and settings.</summary>
    public static Vae Create(string named, bool whole = false)
    {
        string[] words = named.Split(' ');
        bool isNarrow = !whole && words[0].StartsWith("conv-", StringComparison.Ordinal);
        var recipe = isNarrow ? Recipe.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "Narrow", words[0] + ".json"))) : RecipeBook.Get(words[0]);
        recipe = recipe.With(words[1..]);
        var shape = words[0] switch
        {
            "conv-mnist" when isNarrow => new Shape(1, 12, 20),
            "conv-celeba" => isNarrow ? new(3, 16, 24) : new(3, 64, 64),
            "conv-rgb48" => isNarrow ? new(3, 8, 12) : new(3, 48, 48),
            _ => new(1, 28, 28),
        };
        var data = Pictures(shape, 40);
        var vae = new Vae(recipe, shape, Preprocessing.For(recipe.Data.Range, data), 2, training: false, ClassLabels.Of(recipe, data)) { Step = 17 };
        Draw(vae, isNarrow ? 8 : 1);
        return vae;
    }

    /// <summary>So many pictures of bytes; three classes.</summary>
    public static ByteDataset Pictures(Shape shape, int count)
    {
        var pixels = new byte[count * shape.Features];
        new Random(7).NextBytes(pixels);
        return new ByteDataset("noise", shape, pixels, [.. Enumerable.Range(0, count).Select(i => (byte)(i % 3))], ["zero", "one", "two"]);
    }

    private static void Draw(Vae vae, float factor)
    {
        vae.Graph.Initialise(vae.Store, 4);
        var random = new Random(5);
        foreach (var parameter in vae.Store.Parameters)
        {
            var values = vae.Store.Weights(parameter);
            if (parameter.Dimensions.Count > 1)
            {
                // Narrow layers sum few values: larger weights, so that none is left in its linear part.
                if (vae.Recipe.Model.Initialiser == InitialiserKind.TruncatedNormal)
                    foreach (ref float value in values) value *= factor;
                continue;
            }
            bool isPositive = parameter.Name.EndsWith("running_var", StringComparison.Ordinal) || parameter.Name.EndsWith("norm.weight", StringComparison.Ordinal);
            foreach (ref float value in values) value = isPositive ? 0.5f + random.NextSingle() : (random.NextSingle() - 0.5f) * 0.4f;
        }
    }
}

using Elbo.Data;
using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Training;

public sealed class ModelLayersTests
{
    public static TheoryData<string> Known => [.. RecipeBook.Names];

    [Fact]
    public void The_layers_of_a_recipe_are_told_with_what_they_give_and_their_parameters()
    {
        var layers = ModelLayers.Of(RecipeBook.Get("conv-mnist"));
        Assert.Equal(
            ["convolution 3×3, stride 2, batch normalisation, ReLU → 16×14×14, 176", "convolution 3×3, stride 2, batch normalisation, ReLU → 32×7×7, 4672",
                "convolution 3×3, stride 2, batch normalisation, ReLU → 64×4×4, 18560", "dense, linear → 32, 32800"],
            layers.Encoder.Select(layer => $"{LayerWords.Of(layer.Options)} → {layer.Output}, {layer.Parameters}"));
        Assert.Equal((new Shape(1, 28, 28), 0, 0L), (layers.Input, layers.Classes, layers.Others));
    }

    [Fact]
    public void Size_labels_and_the_deviations_of_a_table_are_counted()
    {
        Assert.Equal(new Shape(3, 48, 48), ModelLayers.Of(RecipeBook.Get("conv-rgb48")).Input);
        Assert.Equal(new Shape(1, 64, 64), ModelLayers.Of(RecipeBook.Get("conv-celeba").With(["data.name=celeba", "data.channels=grey"])).Input);
        Assert.Equal(794, ModelLayers.Of(RecipeBook.Get("conditional-vae")).Encoder[0].Input.Features);
        Assert.Equal(4, ModelLayers.Of(RecipeBook.Get("tabular")).Others);
        Assert.Equal(0, ModelLayers.Of(RecipeBook.Get("tabular").With("model.columnDeviation", "0.5")).Others);
    }

    [Fact]
    public void All_parameters_are_those_of_the_model_that_is_trained()
    {
        var recipe = RecipeBook.Get("tabular");
        using var trainer = new Trainer(recipe, Datasets.Load(recipe.Data));
        Assert.Equal(trainer.Vae.Store.Count, ModelLayers.Of(recipe).Parameters);
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_recipe_has_a_page_with_the_layers_that_it_builds(string name)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "recipes", name + ".md"));
        var layers = ModelLayers.Of(RecipeBook.Get(name));
        foreach (var layer in layers.Encoder.Concat(layers.Decoder))
        {
            string words = LayerWords.Of(layer.Options) + (layer == layers.Encoder[^1] ? ": the posterior's head" : "");
            Assert.Contains(FormattableString.Invariant($" {words} | {layer.Output} | {(layer.Parameters > 0 ? $"{layer.Parameters:N0} |" : "|")}"), page, StringComparison.Ordinal);
        }
        Assert.Contains(FormattableString.Invariant($"| {layers.Parameters:N0} |"), page, StringComparison.Ordinal);
    }
}

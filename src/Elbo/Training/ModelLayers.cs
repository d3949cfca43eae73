using Elbo.Conditions;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Training;

/// <summary>The layers of the model that a recipe trains, with no memory taken for their weights.</summary>
/// <param name="Encoder">From data to the posterior's means and deviations.</param>
/// <param name="Decoder">From latents to the likelihood.</param>
/// <param name="Input">Shape of one example.</param>
/// <param name="Classes">Classes whose label both networks are given; 0 for none.</param>
/// <param name="Others">Trained values outside the layers: the deviations of a table's numeric columns.</param>
internal sealed record ModelLayers(IReadOnlyList<PlacedLayer> Encoder, IReadOnlyList<PlacedLayer> Decoder, Shape Input, int Classes, long Others)
{
    /// <summary>All trained values.</summary>
    public long Parameters => Encoder.Concat(Decoder).Sum(layer => layer.Parameters) + Others;

    /// <summary>Builds them. Data that are known by name are not looked at, unless they are a table; others are loaded.</summary>
    /// <exception cref="SettingException">The model does not fit the data, or there are none of that name.</exception>
    /// <exception cref="ElboException">The data cannot be read.</exception>
    public static ModelLayers Of(Recipe recipe, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var options = recipe.Data;
        if (!Datasets.Names.Contains(options.Name) || Datasets.HoldsTable(options.Name))
        {
            var train = Datasets.Load(options, new LoadOptions { Cancellation = cancellation }).Train;
            return Of(recipe, train.Shape, ClassLabels.Of(recipe, train).Count, (train as TableDataset)?.Schema);
        }
        var info = Datasets.Info(options.Name);
        var shape = options.Size is { } size && Datasets.CanResize(options.Name) ? new Shape(info.Shape.Channels, size, size) : info.Shape;
        if (options.Channels == PictureChannels.Grey && Datasets.HoldsPictures(options.Name)) shape = shape with { Channels = 1 };
        return Of(recipe, shape, recipe.Model.Condition == ConditionKind.Label ? info.Classes : 0, null);
    }

    private static ModelLayers Of(Recipe recipe, Shape shape, int classes, TableSchema? schema)
    {
        using var store = new ParameterStore();
        var graph = new VaeGraph(recipe, shape, store, classes, schema);
        return new(graph.Encoder.Layers, graph.Decoder.Layers, shape, classes, store.Count - graph.Encoder.Parameters - graph.Decoder.Parameters);
    }
}

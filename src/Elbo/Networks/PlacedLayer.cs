using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Networks;

/// <summary>A layer as it stands in a network: what other programs need to build it again.</summary>
/// <param name="Name">Beginning of its parameters' names, such as <c>encoder.0</c>.</param>
/// <param name="Options">Kind and settings.</param>
/// <param name="Input">Shape of one input.</param>
/// <param name="Output">Shape of one result.</param>
/// <param name="TakesRow">Whether its input is a row of values rather than a picture.</param>
/// <param name="Parameters">Its trained values.</param>
internal sealed record PlacedLayer(string Name, LayerOptions Options, Shape Input, Shape Output, bool TakesRow, long Parameters);

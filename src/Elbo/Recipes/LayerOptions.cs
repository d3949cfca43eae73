using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>One layer of an encoder or decoder; its <c>kind</c> in the document says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DenseOptions), "dense")]
[JsonDerivedType(typeof(ConvolutionOptions), "convolution")]
[JsonDerivedType(typeof(TransposedConvolutionOptions), "transposedConvolution")]
[JsonDerivedType(typeof(MaxPoolOptions), "maxPool")]
[JsonDerivedType(typeof(UpsampleOptions), "upsample")]
[JsonDerivedType(typeof(ReshapeOptions), "reshape")]
[JsonDerivedType(typeof(DropoutOptions), "dropout")]
public abstract record LayerOptions
{
    private protected LayerOptions() { }
}

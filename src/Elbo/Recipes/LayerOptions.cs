using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>One layer of an encoder or decoder; its <c>kind</c> in the document says which.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(DenseOptions), "dense")]
public abstract record LayerOptions
{
    private protected LayerOptions() { }
}

using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>Where pictures get their labels from.</summary>
[JsonConverter(typeof(CamelCaseConverter<PictureLabels>))]
public enum PictureLabels
{
    /// <summary>They have none.</summary>
    None,

    /// <summary>The name of the topmost folder they lie in, below <c>train</c>, <c>validation</c> and <c>test</c>.</summary>
    Folders,
}

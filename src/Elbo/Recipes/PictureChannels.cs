using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>What pictures become.</summary>
[JsonConverter(typeof(CamelCaseConverter<PictureChannels>))]
public enum PictureChannels
{
    /// <summary>Three channels: red, green, blue.</summary>
    Colour,

    /// <summary>One channel.</summary>
    Grey,
}

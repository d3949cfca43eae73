using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>Which part of a picture becomes the square that a model sees.</summary>
[JsonConverter(typeof(CamelCaseConverter<PictureCrop>))]
public enum PictureCrop
{
    /// <summary>The largest centred square.</summary>
    Center,

    /// <summary>
    /// The centred 140×140 of CelebA's 178×218; of other sizes the largest centred square within the same fractions of width and height.
    /// </summary>
    Closecrop,

    /// <summary>The picture is resized to 64×78 and its rows 7 to 71 are taken; for another size than 64, in proportion.</summary>
    Resizecrop,
}

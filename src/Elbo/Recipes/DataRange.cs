using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>The range that data are scaled to.</summary>
[JsonConverter(typeof(CamelCaseConverter<DataRange>))]
public enum DataRange
{
    /// <summary>[0, 1].</summary>
    Unit,

    /// <summary>[−1, 1].</summary>
    Signed,

    /// <summary>Mean 0 and standard deviation 1 over all values of the training set.</summary>
    Standardised,
}

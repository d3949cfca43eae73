using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>What happens to missing cells of a table. What they are replaced with is measured on the training rows.</summary>
[JsonConverter(typeof(CamelCaseConverter<MissingValues>))]
public enum MissingValues
{
    /// <summary>The table is refused.</summary>
    Refuse,

    /// <summary>Replaced with the column's mean, or its most frequent value where it holds no numbers.</summary>
    Mean,

    /// <summary>Replaced with the column's median, or its most frequent value where it holds no numbers.</summary>
    Median,

    /// <summary>Replaced with the column's most frequent value.</summary>
    MostFrequent,
}

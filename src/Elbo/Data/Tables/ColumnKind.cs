using System.Text.Json.Serialization;
using Elbo.Recipes;

namespace Elbo.Data.Tables;

/// <summary>What the values of a table's column are.</summary>
[JsonConverter(typeof(CamelCaseConverter<ColumnKind>))]
public enum ColumnKind
{
    /// <summary>Numbers, which are standardised: one value per row.</summary>
    Numeric,

    /// <summary>One of two values: 0 for the first and 1 for the second.</summary>
    Binary,

    /// <summary>One of several values: one value per row for each of them, 1 for the row's own and 0 for the others.</summary>
    Categorical,

    /// <summary>Nothing that a model is given.</summary>
    Ignored,
}

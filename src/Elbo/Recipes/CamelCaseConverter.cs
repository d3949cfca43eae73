using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elbo.Recipes;

/// <summary>Writes an enum as a camel-case word; numbers are refused.</summary>
internal sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

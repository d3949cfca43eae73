using System.Text.Json.Serialization;

namespace Elbo.Sweeps;

/// <summary>The generated serialiser of <c>table.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(SweepTable))]
internal sealed partial class SweepJson : JsonSerializerContext;

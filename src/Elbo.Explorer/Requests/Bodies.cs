using System.Text.Json.Serialization;

namespace Elbo.Explorer.Requests;

/// <summary>Codes to decode.</summary>
internal sealed record DecodeBody(float[]?[]? Codes, int? Label);

/// <summary>A place of a plane to go to from a code.</summary>
internal sealed record PlaceBody(string? Axes, int? X, int? Y, float[]? At, float[]? Code, int? Label);

/// <summary>Codes whose places in a plane are asked for.</summary>
internal sealed record ProjectBody(string? Axes, int? X, int? Y, float[]?[]? Codes);

/// <summary>The two ends of a moving picture.</summary>
internal sealed record MorphBody(float[]? From, float[]? To, int? Frames, int? Label, int? Size);

/// <summary>A group of test pictures.</summary>
internal sealed record GroupBody(int[]? Indices);

/// <summary>The generated readers of what is posted.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(DecodeBody))]
[JsonSerializable(typeof(PlaceBody))]
[JsonSerializable(typeof(ProjectBody))]
[JsonSerializable(typeof(MorphBody))]
[JsonSerializable(typeof(GroupBody))]
internal sealed partial class BodyJson : JsonSerializerContext;

using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Elbo.Runs;

/// <summary>Who wrote a run directory, and how.</summary>
/// <param name="Format">Version of the directory's layout.</param>
/// <param name="Version">The Elbo that created it.</param>
/// <param name="Created">When.</param>
public sealed record RunInfo(int Format, string Version, DateTimeOffset Created)
{
    /// <summary>The layout that this Elbo writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    private const int LongestVersion = 64;

    /// <summary>This Elbo's version.</summary>
    public static string CurrentVersion { get; } =
        typeof(RunInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The document for <c>run.json</c>.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, RunJson.Default.RunInfo) + "\n";

    /// <summary>Reads <c>run.json</c>; members that only a newer Elbo knows are passed over.</summary>
    internal static RunInfo Parse(string json, string run)
    {
        RunInfo? info;
        try
        {
            info = JsonSerializer.Deserialize(json, RunJson.Default.RunInfo);
        }
        catch (JsonException cause)
        {
            throw new ElboException($"{run} holds a damaged run.json; train into another directory.", cause);
        }
        // The version is told to people, so it must be fit to be.
        if (info is not { Format: >= 1, Version: { Length: > 0 and <= LongestVersion } version } || version.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter))) throw new ElboException($"{run} holds a damaged run.json; train into another directory.");
        return info.Format <= CurrentFormat ? info
            : throw new ElboException($"{run} was written by Elbo {info.Version} (run format {info.Format}), newer than this version ({CurrentVersion}, run format {CurrentFormat}); update Elbo.");
    }
}

/// <summary>The generated serialiser of <c>run.json</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(RunInfo))]
internal sealed partial class RunJson : JsonSerializerContext;

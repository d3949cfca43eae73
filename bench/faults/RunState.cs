using System.Security.Cryptography;
using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Faults;

/// <summary>What a run directory holds, as far as it must be the same whatever the disk did meanwhile.</summary>
/// <param name="Newest">Name and SHA-256 of the newest checkpoint.</param>
/// <param name="Best">SHA-256 of the best weights.</param>
/// <param name="Metrics">The metrics without their times.</param>
/// <param name="Figures">Names of the figures that are drawn at the end; one of an epoch that could not be drawn then is not drawn later. Temporary files, which are looked for by themselves, are none.</param>
internal sealed record RunState(string Newest, string Best, string Metrics, string Figures)
{
    private const int TimelessColumns = 10;

    /// <summary>The state of a finished run.</summary>
    public static RunState Of(string path)
    {
        var run = RunDirectory.Open(path);
        string newest = run.Checkpoints.List()[0].Path;
        return new($"{Path.GetFileName(newest)} {Hash(newest)}", Hash(run.Checkpoints.BestPath),
            string.Join('\n', File.ReadLines(run.Metrics.Path).Select(line => string.Join(',', line.Split(',')[..TimelessColumns]))),
            string.Join(' ', Directory.EnumerateFiles(run.FiguresPath, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(path, file))
                .Where(name => !name.EndsWith(".elbo-tmp", StringComparison.Ordinal) && !name.Contains("epochs", StringComparison.Ordinal) && !name.Contains("generations", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
    }

    /// <summary>What differs, or null.</summary>
    public string? Difference(RunState other) =>
        Newest != other.Newest ? $"the newest checkpoint is {other.Newest[..Math.Min(26, other.Newest.Length)]}, with other bits"
        : Best != other.Best ? "the best weights have other bits"
        : Metrics != other.Metrics ? "the metrics differ"
        : Figures != other.Figures ? "there are other figures" : null;

    /// <summary>What cannot be read in a run that was disturbed, or null: its checkpoints are whole, and the newest is not older than one that was renamed into place.</summary>
    public static string? Unreadable(string path, IEnumerable<TracedCall> trace)
    {
        if (!RunDirectory.Exists(path)) return trace.Any(call => call.To.EndsWith("run.json", StringComparison.Ordinal) && !call.Failed) ? "run.json was lost" : null;
        try
        {
            var run = RunDirectory.Open(path);
            foreach (string file in Directory.EnumerateFiles(run.Checkpoints.Folder, "*.safetensors"))
            {
                using var tensors = SafetensorsFile.Open(file);
                tensors.Verify();
            }
            run.Metrics.Read();
            string last = trace.Where(call => call is { Call: "rename", Failed: false } && Path.GetFileName(call.To).StartsWith("step-", StringComparison.Ordinal) && call.To.EndsWith(".safetensors", StringComparison.Ordinal))
                .Select(call => Path.GetFileName(call.To)).DefaultIfEmpty("").Max(StringComparer.Ordinal)!;
            string newest = run.Checkpoints.List() is [{ Path: var file0 }, ..] ? Path.GetFileName(file0) : "";
            return string.CompareOrdinal(newest, last) < 0 ? $"the checkpoint {last} was lost" : null;
        }
        catch (Exception error)
        {
            return $"unreadable: {error.Message}";
        }
    }

    private static string Hash(string file) => File.Exists(file) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) : "none";
}

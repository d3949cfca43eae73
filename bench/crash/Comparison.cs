using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Elbo.Crash;

/// <summary>Compares what a run or sweep that was killed ended with to one that was not: the same files, and the same bytes but for times and places.</summary>
public static class Comparison
{
    // Images a second and seconds of metrics.csv.
    private const int RateColumn = 10, TimeColumn = 11;

    /// <summary>The differences; none if all is well.</summary>
    public static IReadOnlyList<string> Differences(Place straight, Place killed)
    {
        var (expected, found) = (straight.Contents(), killed.Contents());
        var differences = new List<string>();
        foreach (string name in expected.Keys.Union(found.Keys).Order(StringComparer.Ordinal))
        {
            if (!found.TryGetValue(name, out string? file)) differences.Add($"{name} is missing");
            else if (!expected.TryGetValue(name, out string? original)) differences.Add($"{name} is too many");
            else if (Digest(original) != Digest(file)) differences.Add($"{name} is different");
        }
        foreach (string file in killed.Written()) differences.Add($"{Path.GetRelativePath(killed.Folder, file)} is left over");
        return differences;
    }

    private static string Digest(string file) => Path.GetFileName(file) switch
    {
        "metrics.csv" => Text(File.ReadLines(file).Select(line => Without(line.Split(','), RateColumn, TimeColumn))),
        "sweep.csv" => Text(Timeless(File.ReadAllLines(file))),
        "table.json" => Text([Untimed(JsonNode.Parse(File.ReadAllText(file))!)]),
        // Speeds, times, threads and the place; run.json says when the run was created. That the page is whole is checked elsewhere.
        "report.html" or "run.json" or "run.lock" => "",
        _ => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))),
    };

    private static IEnumerable<string> Timeless(string[] lines)
    {
        // Counted from the end, for a run's name can hold commas.
        string[] heads = lines[0].Split(',');
        int behind = heads.Length - Array.IndexOf(heads, "seconds");
        return lines.Select(line => line.Split(',')).Select(cells => Without(cells, cells.Length - behind));
    }

    private static string Untimed(JsonNode table)
    {
        foreach (var row in table["rows"]!.AsArray())
        {
            row!.AsObject().Remove("seconds");
            row.AsObject().Remove("created");
        }
        return table.ToJsonString();
    }

    private static string Without(string[] cells, params int[] columns) => string.Join(',', cells.Where((_, i) => !columns.Contains(i)));

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines);
}

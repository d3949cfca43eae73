using System.Globalization;

using Elbo.Crash;

namespace Elbo.SameBits;

/// <summary>The cells of one recipe and series: the reference first, then every setting, compared with it file by file.</summary>
internal static class Comparison
{
    /// <summary>Runs what is not done yet; whether all is equal.</summary>
    public static bool Run(Options options, CellState state, Series series, string recipe, Action<string> say)
    {
        var reference = new Cell(options, series, recipe, Setting.Reference);
        var others = options.Settings.Where(setting => setting != Setting.Reference && series.Holds(setting)).Select(setting => new Cell(options, series, recipe, setting)).ToArray();
        // Its files are compared with, and go when nothing is left to compare.
        bool left = others.Any(cell => state.Find(cell) is null);
        var expected = left && !Directory.Exists(reference.Folder) ? null : state.Find(reference);
        expected ??= Execute(reference, null);
        bool equal = expected.Verdict == CellResult.Equal;
        foreach (var cell in others) equal &= (state.Find(cell) ?? Execute(cell, expected)).Verdict == CellResult.Equal;
        if (equal && Directory.Exists(reference.Folder)) Directory.Delete(reference.Folder, recursive: true);
        return equal;

        CellResult Execute(Cell cell, CellResult? like)
        {
            double before = ProcessorTime.OfChildren();
            SortedDictionary<string, string> hashes = [];
            string verdict;
            try
            {
                hashes = cell.Execute();
                verdict = like is null ? CellResult.Equal : Verdict(like.Hashes, hashes, reference.Folder, cell.Folder);
            }
            catch (ElboException failure)
            {
                verdict = $"failed, {failure.Message}";
            }
            var result = new CellResult(ProcessorTime.OfChildren() - before, verdict, hashes);
            // One that failed is tried again the next time.
            if (hashes.Count > 0) state.Add(cell, result);
            if (verdict == CellResult.Equal && like is not null) Directory.Delete(cell.Folder, recursive: true);
            say(string.Create(CultureInfo.InvariantCulture, $"{cell.Key.Replace('\t', ' ')}: {verdict} ({hashes.Count} files, {result.Hash[..12]}, {result.Seconds:F1} s)"));
            return result;
        }
    }

    private static string Verdict(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual, string expectedFolder, string actualFolder)
    {
        var differences = new List<string>();
        foreach (string file in expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal))
        {
            if (!actual.TryGetValue(file, out string? found)) differences.Add($"{file} is missing");
            else if (!expected.TryGetValue(file, out string? wanted)) differences.Add($"{file} is more than there should be");
            else if (wanted != found) differences.Add($"{file} from {Difference.Of(Path.Combine(expectedFolder, file), Path.Combine(actualFolder, file))}");
        }
        return differences.Count == 0 ? CellResult.Equal : string.Join("; ", differences).ReplaceLineEndings(" ");
    }
}

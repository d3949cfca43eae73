using System.Globalization;
using System.Text;

namespace Elbo.SameBits;

/// <summary>The page: a row per recipe and series, and folded away every cell.</summary>
internal static class MarkdownTable
{
    public static string Of(Options options, CellState state)
    {
        var (rows, cells, unequal) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        double seconds = 0;
        foreach (var series in options.Series)
        {
            foreach (string recipe in options.Recipes.Where(series.Holds))
            {
                var planned = options.Settings.Where(series.Holds).ToArray();
                var done = planned.Select(setting => (Setting: setting, Result: state.Find(new Cell(options, series, recipe, setting)))).Where(cell => cell.Result is not null).ToArray();
                if (done.Length == 0) continue;
                int equal = done.Count(cell => cell.Result!.Verdict == CellResult.Equal);
                string hash = done.FirstOrDefault(cell => cell.Setting == Setting.Reference).Result is { } reference ? $"`{reference.Hash[..12]}`, {reference.Hashes.Count} files" : "–";
                rows.AppendLine(CultureInfo.InvariantCulture, $"| {recipe} | {series.Name} | {hash} | {equal}/{done.Length}{(done.Length < planned.Length ? $" ({planned.Length - done.Length} to do)" : "")} |");
                foreach (var (setting, result) in done)
                {
                    seconds += result!.Seconds;
                    cells.AppendLine(CultureInfo.InvariantCulture, $"| {recipe} | {series.Name} | {setting.Name} | {result.Seconds:F0} | `{result.Hash[..12]}` | {(result.Verdict == CellResult.Equal ? "equal" : "**different**")} |");
                    if (result.Verdict != CellResult.Equal) unequal.AppendLine(CultureInfo.InvariantCulture, $"- {recipe}, {series.Name}, {setting.Name}: {result.Verdict}");
                }
            }
        }
        var page = new StringBuilder("| recipe | series | SHA-256 of all files | settings equal |\n| --- | --- | --- | --- |\n").Append(rows);
        if (unequal.Length > 0) page.Append("\nWhat differs:\n\n").Append(unequal);
        page.Append("\nThe settings, and the vectors that a process has in each on this machine:\n\n| setting | vectors |\n| --- | --- |\n");
        foreach (var setting in options.Settings) page.AppendLine(CultureInfo.InvariantCulture, $"| {Words(setting)} | {Widths.With(setting)} |");
        return page.AppendLine(CultureInfo.InvariantCulture, $"\n<details><summary>All cells ({seconds / 60:F0} minutes of processor time)</summary>\n\n| recipe | series | setting | processor s | SHA-256 | |\n| --- | --- | --- | --- | --- | --- |")
            .Append(cells).Append("\n</details>\n").ToString();
    }

    private static string Words(Setting setting) => setting.Name + (setting.Variable is { } variable && !setting.Name.Contains('=') ? $" (`{variable}={setting.Value}`)"
        : setting.Interrupted ? " (SIGKILL on 2 threads, resumed on 3, SIGTERM, resumed on 1)" : setting.Debug ? " (the Debug build)" : setting == Setting.Reference ? " (2 threads, the Release build)" : "");
}

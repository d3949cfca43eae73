using System.Globalization;
using System.Text;

namespace Elbo.Fuzz.Session;

/// <summary>What was done in a folder, as Markdown.</summary>
internal static class FuzzTable
{
    public static string Of(string folder, IReadOnlyList<string> readers)
    {
        var table = new StringBuilder("\n| reader | executions | a second | read, not refused | edges | files | most memory | slowest | findings |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        long executions = 0;
        double seconds = 0;
        int findings = 0;
        foreach (string reader in readers)
        {
            var progress = Progress.Load(Path.Combine(folder, reader));
            int found = Findings.CountIn(Path.Combine(folder, reader, "findings"));
            (executions, seconds, findings) = (executions + progress.Executions, seconds + progress.Seconds, findings + found);
            table.Append(CultureInfo.InvariantCulture, $"| {reader} | {progress.Executions:N0} | {progress.Speed:N0} | {(progress.Executions == 0 ? 0 : 100.0 * progress.Accepted / progress.Executions):F0} % | {progress.Edges:N0} | {progress.Corpus:N0} | {progress.Memory >> 10:N0} KiB | {(progress.Slowest < 20 ? "< 20" : progress.Slowest.ToString("F0", CultureInfo.InvariantCulture))} ms | {found} |\n");
        }
        return table.Append(CultureInfo.InvariantCulture, $"| all | {executions:N0} | {(seconds > 0 ? executions / seconds : 0):N0} | | | | | | {findings} |\n\n{seconds / 60:F1} minutes of processor time.\n").ToString();
    }
}

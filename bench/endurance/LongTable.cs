using System.Globalization;
using System.Text;

namespace Elbo.Endurance;

/// <summary>Turns the files of a long run into a table and a verdict, <c>endurance.md</c>.</summary>
internal static class LongTable
{
    private const double MostDrift = 0.02, MostSlowing = 0.03, WarmUpShare = 0.1, LongestWarmUp = 600;

    private sealed record Row(int Life, double Seconds, double Resident, double Anonymous, double Handles, double Threads);

    /// <summary>Writes the table, prints it, and says whether all demands are met.</summary>
    public static bool Write(string folder)
    {
        Row[] rows = [.. Cells(LongRecord.SamplesPath(folder)).Select(c => new Row((int)c[1], c[2], c[3], c[4], c[5], c[6])).Where(row => row.Life == Life.Judged)];
        var marks = Cells(LongRecord.EpochsPath(folder)).Where(c => c[0] == Life.Judged).Select(c => new EpochMark(c[1], (int)c[2], (long)c[3], c[4])).ToArray();
        if (rows.Length < 20 || marks.Length < 20)
        {
            Console.Error.WriteLine($"{folder} holds {rows.Length} samples and {marks.Length} epochs of the long life, too few to judge; run it longer.");
            return false;
        }
        double to = rows[^1].Seconds, from = Math.Min(LongestWarmUp, to * WarmUpShare);
        var samples = Statistics.Tenths(rows, row => row.Seconds, from, to);
        var paces = Pace.Of(marks);
        var costs = Statistics.Tenths(paces, pace => pace.Seconds, from, to);
        AgePair?[] pairs = [.. Cells(LongRecord.PairsPath(folder)).GroupBy(c => c[1]).OrderBy(group => group.Key)
            .Select(group => AgePair.Of(paces, [.. group.Select(c => new EpochMark(c[2], (int)c[3], (long)c[4], c[5]))]))];
        string[] failures = [.. File.ReadLines(LongRecord.LogPath(folder)).Where(line => line.Contains(LongRecord.Failure, StringComparison.Ordinal))];

        var text = new StringBuilder();
        text.Append(Invariant($"A life of {to / 60:F0} minutes and {marks.Length:N0} epochs after {from / 60:F1} minutes of warm-up; epochs {marks[0].Epoch:N0} to {marks[^1].Epoch:N0}, steps {marks[0].Step:N0} to {marks[^1].Step:N0}.\n\n"));
        text.Append("| part of the life | resident MiB | of it anonymous | handles (most) | threads | processor s / 1,000 steps: lower quartile | median | mean |\n|---|---|---|---|---|---|---|---|\n");
        for (int i = 0; i < 10; i++)
        {
            string part = i switch { 0 => "first tenth", 9 => "last tenth", _ => Invariant($"tenth {i + 1}") };
            text.Append(Invariant($"| {part} | {Of(samples[i], r => r.Resident) / 1024:F1} | {Of(samples[i], r => r.Anonymous) / 1024:F1} | {Of(samples[i], r => r.Handles):F0} ({samples[i].Select(r => r.Handles).DefaultIfEmpty().Max():F0}) | {Of(samples[i], r => r.Threads):F0} | "));
            var cost = costs[i].Select(pace => pace.Cost).ToArray();
            text.Append(Invariant($"{Statistics.LowerQuartile(cost):F3} | {Statistics.Median(cost):F3} | {cost.DefaultIfEmpty(double.NaN).Average():F3} |\n"));
        }
        text.Append('\n');

        bool met = true;
        double middle = Statistics.Median(rows.Where(row => row.Seconds >= from).Select(row => row.Resident));
        double[] drift = [.. samples.Select(tenth => (Of(tenth, r => r.Resident) / middle) - 1)];
        met &= Say($"Memory: the tenths' medians lie between {Percent(drift.Min())} and {Percent(drift.Max())} of {middle / 1024:F1} MiB; last against first {Percent(((1 + drift[9]) / (1 + drift[0])) - 1)}", drift.Max() <= MostDrift && drift.Min() >= -MostDrift);
        double[] handles = [.. samples.Select(tenth => Of(tenth, r => r.Handles))], threads = [.. samples.Select(tenth => Of(tenth, r => r.Threads))];
        met &= Say($"Handles: {handles.Min():F0} to {handles.Max():F0}, in the median of each tenth", handles.Max() <= handles[0]);
        met &= Say($"Threads: {threads.Min():F0} to {threads.Max():F0}, in the median of each tenth", threads.Max() <= threads[0]);
        double slowing = (Statistics.LowerQuartile(costs[9].Select(p => p.Cost)) / Statistics.LowerQuartile(costs[0].Select(p => p.Cost))) - 1;
        AgePair[] known = [.. pairs.OfType<AgePair>()];
        double first = Statistics.Median(known.Take(3).Select(p => p.Ratio)), last = Statistics.Median(known.TakeLast(3).Select(p => p.Ratio));
        bool flat = slowing <= MostSlowing, flatBeside = known.Length >= 6 && (last / first) - 1 <= MostSlowing;
        met &= Say($"Processor time per step (lower quartile), last tenth against first: {Percent(slowing)}{(known.Length < 6 ? "" : $"; relative to a young process beside it, the last three times against the first three: {Percent((last / first) - 1)}")}", flat || flatBeside);
        if (known.Length > 0)
            text.Append("\nOld beside young: ").AppendJoin(", ", known.Select(p => Invariant($"at {p.Seconds / 60:F0} min {p.Old:F3}/{p.Young:F3} = {p.Ratio:F3}"))).Append(".\n");
        met &= Say($"Failures: {failures.Length}", failures.Length == 0);
        foreach (string failure in failures) text.Append("  - ").Append(failure).Append('\n');
        File.WriteAllText(Path.Combine(folder, "endurance.md"), text.ToString());
        Console.WriteLine(text);
        return met;

        bool Say(FormattableString what, bool kept)
        {
            text.Append("- ").Append(FormattableString.Invariant(what)).Append(kept ? ": kept.\n" : ": **NOT KEPT**.\n");
            return kept;
        }
    }

    private static double Of(IEnumerable<Row> rows, Func<Row, double> value) => Statistics.Median(rows.Select(value));

    private static string Percent(double share) => share.ToString("+0.00%;-0.00%", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static IEnumerable<double[]> Cells(string path) => File.ReadLines(path).Skip(1)
        .Select(line => Array.ConvertAll(line.Split(','), cell => double.Parse(cell, CultureInfo.InvariantCulture)));
}

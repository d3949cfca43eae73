using System.Globalization;
using Elbo.Fuzz.Coverage;

namespace Elbo.Fuzz.Session;

/// <summary>All readers, one after the other or several at once.</summary>
internal static class FuzzSession
{
    public const string Instrumented = "instrumented";

    public static int Run(Options options, IReadOnlyList<string> readers)
    {
        Directory.CreateDirectory(options.Folder);
        int blocks = Instrumentation.Write(Path.Combine(options.Folder, Instrumented));
        Console.WriteLine($"{blocks} basic blocks instrumented; corpus, findings and log are in {options.Folder}");
        InTurn(options, readers, _ => options.Each);
        long done = readers.Sum(Done);
        if (options.Total > done)
        {
            // The rest goes to all for equal time, so the quick readers get more of it.
            double speed = readers.Sum(reader => Progress.Load(Path.Combine(options.Folder, reader)).Speed);
            InTurn(options, readers, reader => Done(reader) + (long)Math.Ceiling((options.Total - done) * Progress.Load(Path.Combine(options.Folder, reader)).Speed / speed));
        }
        Console.Write(FuzzTable.Of(options.Folder, readers));
        return readers.Any(reader => Findings.CountIn(Path.Combine(options.Folder, reader, "findings")) > 0) ? 1 : 0;

        long Done(string reader) => Progress.Load(Path.Combine(options.Folder, reader)).Executions;
    }

    private static void InTurn(Options options, IReadOnlyList<string> readers, Func<string, long> until)
    {
        Parallel.ForEach(readers.Select(reader => (Reader: reader, Until: until(reader))).ToList(), new ParallelOptions { MaxDegreeOfParallelism = options.Jobs }, each =>
        {
            new Watch(options, each.Reader).Run(each.Until, options.Seconds);
            var progress = Progress.Load(Path.Combine(options.Folder, each.Reader));
            int findings = Findings.CountIn(Path.Combine(options.Folder, each.Reader, "findings"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{each.Reader,-12} {progress.Executions,10:N0} executions, {progress.Speed,7:N0} a second, {progress.Edges,5} edges, {progress.Corpus,4} files, {progress.Memory >> 10,6} KiB, {progress.Slowest,5:F0} ms, {findings} findings"));
        });
    }
}

using System.Globalization;

namespace Elbo.Faults;

/// <summary>
/// Lets every file call of a short training fail in turn: <c>dotnet run -c Release --project bench/faults OUT [every=N] [scenario=TEXT] [fault=TEXT] [jobs=N] [minutes=N]</c>.
/// OUT gets <c>faults.log</c>, with which a stopped session goes on, and the table <c>faults.md</c>. Linux with gcc only.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is not [var folder, .. var settings])
        {
            Console.Error.WriteLine("Give a folder for the results: dotnet run -c Release --project bench/faults OUT [every=N] [scenario=TEXT] [fault=TEXT] [jobs=N] [minutes=N].");
            return 2;
        }
        Directory.CreateDirectory(folder);
        var ledger = new Ledger(Path.Combine(folder, "faults.log"));
        // In memory where it can be: real disks are slow to flush.
        string work = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "elbo-faults-" + Guid.NewGuid().ToString("N")[..8])).FullName;
        try
        {
            var shim = new Shim(work);
            shim.Build();
            Scenario.WriteData(work);
            var end = DateTime.UtcNow.AddMinutes(Number(settings, "minutes", 24 * 60));
            foreach (var scenario in Scenario.All.Where(scenario => Chosen(settings, "scenario", scenario.Name)))
            {
                var prepared = new Prepared(scenario, work);
                foreach (var fault in Fault.All.Where(fault => Chosen(settings, "fault", fault.Name)))
                    Disturb(prepared, shim, fault, ledger, settings, end);
            }
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
        File.WriteAllText(Path.Combine(folder, "faults.md"), ledger.Table());
        Console.WriteLine(ledger.Table());
        foreach (var trial in ledger.Wrong) Console.WriteLine($"WRONG {trial.Scenario}, {trial.Fault}, call {trial.At} ({trial.What}): {trial.Wrong}");
        return ledger.Wrong.Count == 0 ? 0 : 1;
    }

    private static void Disturb(Prepared prepared, Shim shim, Fault fault, Ledger ledger, string[] settings, DateTime end)
    {
        var counted = prepared.Count(shim, fault);
        foreach (string breach in PowerCut.Breaches(counted.Trace)) ledger.Add(new(prepared.Scenario.Name, fault.Name, 0, "the order of calls", 0, breach, ""));
        Console.Error.WriteLine($"{DateTime.Now:HH:mm:ss} {prepared.Scenario.Name}, {fault.Name}: {counted.Calls} calls");
        int every = Number(settings, "every", 1);
        var numbers = Enumerable.Range(1, (int)counted.Calls).Where(at => (at - 1) % every == 0 && !ledger.Knows(prepared.Scenario.Name, fault.Name, at)).ToArray();
        Parallel.ForEach(numbers, new ParallelOptions { MaxDegreeOfParallelism = Number(settings, "jobs", Environment.ProcessorCount) }, at =>
        {
            if (DateTime.UtcNow < end) ledger.Add(Trial.Run(prepared, shim, fault, at));
        });
    }

    private static int Number(string[] settings, string key, int otherwise) =>
        settings.FirstOrDefault(setting => setting.StartsWith(key + "=", StringComparison.Ordinal)) is { } given ? int.Parse(given[(key.Length + 1)..], CultureInfo.InvariantCulture) : otherwise;

    // All that hold the text, or the one that is it.
    private static bool Chosen(string[] settings, string key, string name) =>
        settings.FirstOrDefault(setting => setting.StartsWith(key + "=", StringComparison.Ordinal)) is not { } given || given[(key.Length + 1)..] is var text && (name == text || (text.EndsWith('*') && name.StartsWith(text[..^1], StringComparison.Ordinal)));
}

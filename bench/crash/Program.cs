using System.Globalization;
using Elbo.Crash;

// Kills training runs with SIGKILL at random moments, resumes them, and compares their end with that of runs left alone. Linux only.
//   dotnet run -c Release --project bench/crash -- [--kills N] [--seed S] [--only TEXT] [--out DIR] [--command PATH]
// The same command again goes on where it was stopped. Writes DIR/crash.tsv and DIR/crash.md.
string Option(string name, string usual) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : usual;
int kills = int.Parse(Option("--kills", "200"), CultureInfo.InvariantCulture), seed = int.Parse(Option("--seed", "1"), CultureInfo.InvariantCulture);
string folder = Path.GetFullPath(Option("--out", Path.Combine(Path.GetTempPath(), "elbo-crash"))), only = Option("--only", "");
string command = Path.GetFullPath(Option("--command", Path.Combine(AppContext.BaseDirectory, "Elbo.Cli.dll")));
var cases = Cases.All.Where(what => what.Name.Contains(only, StringComparison.Ordinal)).ToArray();
if (cases.Length == 0 || kills < 1)
{
    Console.Error.WriteLine("Nothing to do; --kills must be at least 1 and --only part of a name.");
    return 2;
}
Directory.CreateDirectory(folder);
var log = new CrashLog(Path.Combine(folder, "crash.tsv"));
var life = new Life(command, new CaseData(Path.Combine(folder, "data")));
for (int number = 0; log.Kills.Count < kills; number++)
{
    if (log.Has(number)) continue;
    double before = ProcessorTime.OfChildren();
    var (what, round) = (cases[number % cases.Length], number / cases.Length);
    string straight = Path.Combine(folder, "straight", what.Name), place = Path.Combine(folder, $"life-{number:D3}"), done = Path.Combine(straight, "done");
    if (!File.Exists(done))
    {
        if (Directory.Exists(straight)) Directory.Delete(straight, recursive: true);
        life.Straight(what, straight);
        File.WriteAllText(done, "");
    }
    if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
    // Every other phase in one life and the rest in the next.
    var aims = what.Phases.Where((_, i) => i % 2 == round % 2).Take(kills - log.Kills.Count);
    var end = life.Live(what, aims, new Place(straight, what.IsSweep), place, new Random(HashCode(seed, number)));
    log.Add(number, what, end, ProcessorTime.OfChildren() - before);
    Console.WriteLine($"{log.Kills.Count,4}/{kills}  {what.Name,-22} {string.Join(' ', end.Kills.Select(kill => kill.Phase)),-80} {(end.IsGood ? "same bits" : string.Join("; ", end.Differences))}");
    // What went wrong is kept to be looked at.
    if (end.IsGood) Directory.Delete(place, recursive: true);
    File.WriteAllText(Path.Combine(folder, "crash.md"), CrashTable.Of(log));
}
Console.WriteLine(CrashTable.Of(log));
return log.Lives.All(one => one.Result.Length == 0) && log.Kills.All(kill => kill.Kill.Complaint is null) ? 0 : 1;

static int HashCode(int seed, int number) => unchecked((seed * 1_000_003) + number);

using System.Globalization;
using Elbo.Drags;

// Starts `elbo explore` in a process of its own and drags over the latent pad as many visitors at once; prints a table.
//   dotnet run -c Release --project bench/explore -- [--clients N] [--seconds S] [--rate MOVES_A_SECOND] [--run DIR] [--threads N]
// Without --run: an MLP 784-400-400-2 and back, hardly trained.
string Option(string name, string usual) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : usual;
int Whole(string name, int usual) => int.Parse(Option(name, usual.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
int clients = Whole("--clients", 64), seconds = Whole("--seconds", 60), rate = Whole("--rate", 60);
if (clients < 1 || seconds < 1 || rate < 1)
{
    Console.Error.WriteLine("--clients, --seconds and --rate must be at least 1.");
    return 2;
}

using var scratch = new Scratch();
string run = Option("--run", "") is { Length: > 0 } given ? Path.GetFullPath(given) : HardlyTrained.Write(scratch.Folder);
using var server = await ServedRun.Start(run, Option("--threads", "0"));
Console.WriteLine($"{Environment.ProcessorCount} processors; {clients} visitors, {rate} moves a second each, for {seconds} s");

var alone = await Visit.Many(server.Address, 1, TimeSpan.FromSeconds(5), 1_000_000);
Console.WriteLine($"one visitor, one move after the other: {alone.Words()}");
// Time for what the runtime still compiles better behind the scenes.
await Task.Delay(TimeSpan.FromSeconds(10));
double idle = await server.ProcessorShare(TimeSpan.FromSeconds(10));
Console.WriteLine($"idle: {idle:P2} of one processor, {server.Megabytes():N0} MB resident");

Latencies crowd = new();
var (memory, busy) = (new List<double>(), server.ProcessorTime());
for (int part = 0; part < 4; part++)
{
    crowd.Add(await Visit.Many(server.Address, clients, TimeSpan.FromSeconds(seconds / 4.0), rate));
    memory.Add(server.Megabytes());
}
Console.WriteLine($"{clients} visitors: {crowd.Words()}");
Console.WriteLine($"server: {(server.ProcessorTime() - busy).TotalSeconds / seconds:P0} of one processor, resident after each quarter {string.Join(", ", memory.Select(megabytes => $"{megabytes:N0}"))} MB");
return crowd.Errors == 0 ? 0 : 1;

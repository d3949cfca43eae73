using Elbo.Fuzz.Coverage;
using Elbo.Fuzz.Session;
using Elbo.Fuzz.Targets;

string[] commands = ["table", "keep", "replay", "child"];
try
{
    string command = args is [var word, ..] && commands.Contains(word) ? word : "";
    if (args is ["--help" or "-h", ..])
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }
    switch (command)
    {
        case "child":
            return InstrumentedContext.Run(Path.Combine(args[1], FuzzSession.Instrumented), typeof(Fuzzer), nameof(Fuzzer.Run), args[1..]);
        case "replay":
            return Replay.Run(args[1], args[2..]);
        case "keep":
            {
                int most = Array.IndexOf(args, "--most");
                string[] rest = most < 0 ? args[2..] : [.. args[2..most], .. args[(most + 2)..]];
                string folder = Options.Parse(rest).Folder;
                Instrumentation.Write(Path.Combine(folder, FuzzSession.Instrumented));
                return InstrumentedContext.Run(Path.Combine(folder, FuzzSession.Instrumented), typeof(Keep), nameof(Keep.Run), [folder, args[1], most < 0 ? "24" : args[most + 1]]);
            }
        case "table":
            Console.Write(FuzzTable.Of(Options.Parse(args[1..]).Folder, Names()));
            return 0;
        default:
            var options = Options.Parse(args);
            string[] all = Names(), readers = options.Readers.Count == 0 ? all : [.. options.Readers];
            if (readers.Except(all).FirstOrDefault() is { } unknown) throw new FormatException($"There is no reader {unknown}; there are {string.Join(", ", all)}.");
            return FuzzSession.Run(options, readers);
    }
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message + "\n\n" + Options.Usage);
    return 2;
}

static string[] Names()
{
    using var scratch = new Scratch();
    return [.. AllTargets.In(scratch.Path).Select(target => target.Name)];
}

using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Elbo.Faults;

/// <summary>faults.c compiled, and what one process told it.</summary>
internal sealed class Shim(string folder)
{
    private const int StateLength = 8192;

    private readonly string library = Path.Combine(folder, "faults.so");

    /// <summary>Compiles the library.</summary>
    public void Build()
    {
        using var gcc = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-o", library, Path.Combine(AppContext.BaseDirectory, "faults.c"), "-ldl"]);
        gcc.WaitForExit();
        if (gcc.ExitCode != 0) throw new ElboException("faults.c could not be compiled; install gcc.");
    }

    /// <summary>Runs a process whose calls below a folder are counted and, where there is a fault, made to fail.</summary>
    /// <param name="start">The process.</param>
    /// <param name="root">The folder.</param>
    /// <param name="fault">How calls fail, or null.</param>
    /// <param name="at">The number of the call, from 1; 0 only counts.</param>
    /// <param name="trace">Whether every call is listed.</param>
    public ShimResult Run(ProcessStartInfo start, string root, Fault? fault, long at, bool trace)
    {
        string state = Path.Combine(folder, "state-" + Guid.NewGuid().ToString("N")), calls = state + ".trace";
        File.WriteAllBytes(state, new byte[StateLength]);
        var environment = start.Environment;
        environment["LD_PRELOAD"] = library;
        environment["ELBO_FAULT_ROOT"] = root;
        environment["ELBO_FAULT_STATE"] = state;
        environment["ELBO_FAULT_AT"] = at.ToString(CultureInfo.InvariantCulture);
        environment["ELBO_FAULT_ERRNO"] = (fault?.Errno ?? 0).ToString(CultureInfo.InvariantCulture);
        environment["ELBO_FAULT_LASTS"] = fault is { Lasts: true } ? "1" : "0";
        environment["ELBO_FAULT_HALF"] = fault is { Half: true } ? "1" : "0";
        environment["ELBO_FAULT_READS"] = fault is { Reads: true } ? "1" : "0";
        environment["ELBO_FAULT_TRACE"] = trace ? calls : "";
        try
        {
            var outcome = Outcome.Of(start);
            byte[] told = File.ReadAllBytes(state);
            return new(outcome, BitConverter.ToInt64(told, 0), BitConverter.ToInt64(told, 8),
                Encoding.UTF8.GetString(told.AsSpan(16, told.AsSpan(16).IndexOf((byte)0))),
                trace && File.Exists(calls) ? [.. File.ReadLines(calls).Select(line => new TracedCall(line))] : []);
        }
        finally
        {
            File.Delete(state);
            File.Delete(calls);
        }
    }
}

/// <summary>A process that ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Calls">Calls that were counted.</param>
/// <param name="Hits">How many of them failed.</param>
/// <param name="What">The first of those, with its file.</param>
/// <param name="Trace">The calls in their order, where they were listed.</param>
internal sealed record ShimResult(Outcome Outcome, long Calls, long Hits, string What, IReadOnlyList<TracedCall> Trace);

/// <summary>A call and its file, from the folder on; where it was renamed to; whether it was made to fail.</summary>
internal sealed record TracedCall(string Call, string Path, string To, bool Failed)
{
    public TracedCall(string line) : this(line.Split('\t')) { }

    private TracedCall(string[] cells) : this(cells[0], cells[1], cells[2], cells[3] == "hit") { }
}

using System.Diagnostics;
using Elbo.Fuzz.Targets;

namespace Elbo.Fuzz.Session;

/// <summary>Reads single files without instruments, so that stacks name lines.</summary>
internal static class Replay
{
    public static int Run(string reader, IEnumerable<string> paths)
    {
        using var scratch = new Scratch();
        var target = AllTargets.In(scratch.Path).Single(target => target.Name == reader);
        // What first times cost is no file's fault.
        foreach (byte[] seed in target.Seeds().ToArray())
        {
            try
            {
                target.Read(seed);
            }
            catch (Exception error) when (target.IsRefusal(error))
            {
                Console.WriteLine($"a seed is refused: {error.Message}");
            }
        }
        int wrong = 0;
        foreach (string path in paths)
        {
            byte[] file = File.ReadAllBytes(path);
            long allocated = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
            string outcome;
            try
            {
                outcome = target.Read(file) ? "read" : "refused";
            }
            catch (Exception error)
            {
                bool refused = target.IsRefusal(error);
                outcome = refused ? $"refused: {error.Message}" : $"WRONG: {error}";
                if (!refused) wrong++;
            }
            Console.WriteLine($"{Path.GetFileName(path)}: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F1} ms, {GC.GetAllocatedBytesForCurrentThread() - allocated} of {target.Memory(file.Length)} bytes, {outcome}");
        }
        return wrong == 0 ? 0 : 1;
    }
}

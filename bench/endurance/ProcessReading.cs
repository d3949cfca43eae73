using System.Globalization;

namespace Elbo.Endurance;

/// <summary>What the system says of a process at one moment.</summary>
/// <param name="Resident">Resident memory in KiB.</param>
/// <param name="Anonymous">The part of it that no file backs, in KiB.</param>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Processor">Seconds of processor time so far, of all threads, in user and kernel mode.</param>
internal sealed record ProcessReading(long Resident, long Anonymous, int Handles, int Threads, double Processor)
{
    // USER_HZ, which Linux has fixed at 100 for what it tells programs.
    private const double TicksPerSecond = 100;

    /// <summary>A reading, or null where the process is over.</summary>
    public static ProcessReading? Of(int process)
    {
        string folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}");
        try
        {
            long resident = 0, anonymous = 0;
            int threads = 0;
            foreach (string line in File.ReadLines(folder + "/status"))
            {
                if (line.StartsWith("VmRSS:", StringComparison.Ordinal)) resident = Number(line);
                else if (line.StartsWith("RssAnon:", StringComparison.Ordinal)) anonymous = Number(line);
                else if (line.StartsWith("Threads:", StringComparison.Ordinal)) threads = (int)Number(line);
            }
            // A process that is over, but not waited for, has no memory any more.
            if (resident == 0) return null;
            int handles = Directory.EnumerateFileSystemEntries(folder + "/fd").Count();
            return new(resident, anonymous, handles, threads, ProcessorTime(process));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Seconds of processor time of all threads so far.</summary>
    public static double ProcessorTime(int process)
    {
        string[] cells = Stat(process.ToString(CultureInfo.InvariantCulture));
        return Seconds(cells[11]) + Seconds(cells[12]);
    }

    /// <summary>Seconds of processor time of all processes that this one started and that are over.</summary>
    public static double ProcessorTimeOfChildren()
    {
        string[] cells = Stat("self");
        return Seconds(cells[13]) + Seconds(cells[14]);
    }

    private static string[] Stat(string process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        // The name in parentheses may hold spaces.
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static double Seconds(string ticks) => long.Parse(ticks, CultureInfo.InvariantCulture) / TicksPerSecond;

    private static long Number(string line)
    {
        var digits = line.Where(char.IsAsciiDigit).ToArray();
        return long.Parse(digits, CultureInfo.InvariantCulture);
    }
}

using System.Globalization;

namespace Elbo.Crash;

/// <summary>Processor time of the child processes that have ended.</summary>
public static class ProcessorTime
{
    private const int User = 13, System = 14, TicksPerSecond = 100;

    /// <summary>Seconds so far, as Linux counts them; 0 elsewhere.</summary>
    public static double OfChildren()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        string text = File.ReadAllText("/proc/self/stat");
        string[] cells = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(cells[User], CultureInfo.InvariantCulture) + double.Parse(cells[System], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}

using System.Globalization;

namespace Elbo.Crash;

/// <summary>Processor time of the children that have ended, as Linux counts it.</summary>
public static class ProcessorTime
{
    private const int User = 13, System = 14, TicksPerSecond = 100;

    /// <summary>Seconds so far.</summary>
    public static double OfChildren()
    {
        string text = File.ReadAllText("/proc/self/stat");
        string[] cells = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(cells[User], CultureInfo.InvariantCulture) + double.Parse(cells[System], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }
}

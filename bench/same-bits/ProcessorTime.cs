using System.Globalization;

namespace Elbo.SameBits;

/// <summary>Processor time of the child processes that have ended.</summary>
internal static class ProcessorTime
{
    /// <summary>Seconds so far, from Linux's /proc/self/stat in its ticks of a hundredth; 0 elsewhere.</summary>
    public static double OfChildren()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        string stat = File.ReadAllText("/proc/self/stat");
        string[] words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(words[13], CultureInfo.InvariantCulture) + double.Parse(words[14], CultureInfo.InvariantCulture)) / 100;
    }
}

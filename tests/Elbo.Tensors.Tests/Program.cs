using System.Diagnostics;

namespace Elbo.Tensors.Tests;

internal static class Program
{
    /// <summary>
    /// <c>battery</c> checks every kernel against its twin and prints the widths in use and the hash of all results; the
    /// tests start it with instruction sets switched off.
    /// </summary>
    private static int Main(string[] arguments)
    {
        if (arguments is not ["battery"])
        {
            Console.Error.WriteLine("Run these tests with dotnet test.");
            return 2;
        }
        var clock = Stopwatch.StartNew();
        Battery.Check();
        Console.Error.WriteLine($"Checks took {clock.Elapsed}.");
        Console.WriteLine(Battery.Widths);
        Console.WriteLine(Battery.Hash(threads: 2));
        Console.Error.WriteLine($"All took {clock.Elapsed}.");
        return 0;
    }
}

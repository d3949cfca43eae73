using System.Runtime.Intrinsics;
using Elbo.Tests.Training;

namespace Elbo.Tests;

internal static class Program
{
    /// <summary>
    /// <c>widths STEPS</c> trains every recipe and prints the widths in use and a hash a recipe; <c>run FOLDER</c> trains
    /// into a run directory, or continues the one there, until it ends or is killed.
    /// </summary>
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["widths", var steps]:
                Console.WriteLine(Widths);
                foreach (string recipe in TinyRuns.Recipes) Console.WriteLine($"{recipe} {TinyRuns.Hash(recipe, int.Parse(steps), threads: 2)}");
                return 0;
            case ["run", var folder]:
                TinyRuns.TrainOn(folder);
                return 0;
            default:
                Console.Error.WriteLine("Run these tests with dotnet test.");
                return 2;
        }
    }

    public static string Widths =>
        $"{(Vector512.IsHardwareAccelerated ? "512 " : "")}{(Vector256.IsHardwareAccelerated ? "256 " : "")}{(Vector128.IsHardwareAccelerated ? "128" : "")}";
}

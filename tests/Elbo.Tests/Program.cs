using System.Diagnostics;
using System.Globalization;
using Elbo.Tests.Formats;
using Elbo.Tests.Training;

namespace Elbo.Tests;

internal static class Program
{
    /// <summary>
    /// What child processes of the tests run: <c>train RECIPE,… STEPS THREADS FOLDER [KEY=VALUE …]</c> trains and prints
    /// the vector widths in use and a hash per recipe, <c>die RECIPE STEPS THREADS FOLDER AT</c> kills itself at a step,
    /// <c>die-on-pictures PICTURES CACHE FOLDER AT</c> does so on a folder of pictures, <c>crc-32c</c> prints checksums.
    /// </summary>
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["train", var recipes, var steps, var threads, var folder, .. var settings]:
                Console.WriteLine(ChildProcess.Widths);
                foreach (string recipe in recipes.Split(','))
                    Console.WriteLine(DigitRun.Train(recipe, Number(steps), Number(threads), Path.Combine(folder, recipe), settings));
                return 0;
            case ["die", var recipe, var steps, var threads, var folder, var at]:
                DigitRun.Train(recipe, Number(steps), Number(threads), folder, [], step => KillFrom(step, Number(at)));
                return 0;
            case ["die-on-pictures", var pictures, var cache, var folder, var at]:
                PictureFolderRun.Train(pictures, cache, folder, step => KillFrom(step, Number(at)));
                return 0;
            case ["map", var threads]:
                Console.WriteLine(ChildProcess.Widths);
                Console.WriteLine(Maps.TsneTests.HashOfMap(Number(threads)));
                return 0;
            case ["crc-32c"]:
                Crc32CTests.Print();
                return 0;
            case ["golden-noise"]:
                GoldenCase.PrintNoise();
                return 0;
            default:
                Console.Error.WriteLine("Run these tests with dotnet test.");
                return 2;
        }
    }

    private static void KillFrom(long step, int at)
    {
        // The operating system's own kill: nothing is flushed, no handler runs.
        if (step >= at) Process.GetCurrentProcess().Kill();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

using System.Diagnostics;
using System.Security.Cryptography;

namespace Elbo.Cli.Tests;

/// <summary>
/// Training, evaluation, samples, reconstructions, walks and maps through the command line, to the same bytes in every setting; the
/// long version over all recipes and settings is bench/same-bits/run.
/// </summary>
public sealed class SameBitsTests(Workplace place) : IClassFixture<Workplace>
{
    private const string Reference = "reference";

    [Theory]
    [InlineData("threads", 3, "", "")]
    [InlineData("software", 2, "DOTNET_EnableAVX2", "0")]
    [InlineData("untiered", 1, "DOTNET_TieredCompilation", "0")]
    public void Everything_that_a_run_gives_is_the_same(string folder, int threads, string variable, string value)
    {
        var expected = Directory.Exists(place[Reference]) ? Hashes(Reference) : Execute(Reference, 2, "", "");
        // The checkpoint, metrics, curves, sheets, and what is asked for afterwards.
        Assert.True(expected.Count >= 25, string.Join(' ', expected.Keys));
        Assert.Equal(expected, Execute(folder, threads, variable, value));
    }

    private SortedDictionary<string, string> Execute(string folder, int threads, string variable, string value)
    {
        Directory.CreateDirectory(Path.Combine(place[folder], "walks"));
        string[] train = Workplace.TrainWords("run", "--steps", "20", "--set", "training.pictureEpochs=1");
        train[Array.IndexOf(train, "data")] = place["data"];
        Do([.. train, "--quiet"]);
        File.WriteAllText(Path.Combine(place[folder], "evaluation.json"), Do(["evaluate", "run", "--samples", "5", "--images", "9", "--json"]));
        File.WriteAllText(Path.Combine(place[folder], "reconstruction.json"), Do(["reconstruct", "run", "--out", "reconstruction.png", "--json"]));
        Do(["sample", "run", "--seed", "7", "--out", "sample.png"]);
        Do(["interpolate", "run", "--out", "walks"]);
        Do(["latent", "run", "--map", "tsne", "--split", "test", "--iterations", "50", "--csv", "map.csv", "--out", "map.svg"]);
        return Hashes(folder);

        string Do(string[] words)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Elbo.Cli.dll"), .. words, "--threads", $"{threads}"])
            {
                WorkingDirectory = place[folder],
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            if (variable.Length > 0) start.Environment[variable] = value;
            using var child = Process.Start(start)!;
            var errors = child.StandardError.ReadToEndAsync();
            string output = child.StandardOutput.ReadToEnd();
            child.WaitForExit();
            Assert.True(child.ExitCode == 0, errors.Result);
            return output;
        }
    }

    private SortedDictionary<string, string> Hashes(string folder)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFiles(place[folder], "*", SearchOption.AllDirectories))
        {
            // The page and run.json say when and where, and the last columns but one of the metrics how fast.
            string name = Path.GetRelativePath(place[folder], path).Replace('\\', '/');
            if (name is "run/report.html" or "run/run.json" or "run/run.lock") continue;
            byte[] bytes = name == "run/metrics.csv" ? Metrics(path) : File.ReadAllBytes(path);
            hashes[name] = Convert.ToHexString(SHA256.HashData(bytes));
        }
        return hashes;
    }

    private static byte[] Metrics(string path) =>
        [.. File.ReadLines(path).SelectMany(line => System.Text.Encoding.UTF8.GetBytes(string.Join(',', line.Split(',')[..10]) + "\n"))];
}

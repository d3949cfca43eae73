using System.Security.Cryptography;

namespace Elbo.SameBits;

/// <summary>One recipe of one series in one setting: trains and draws in a folder of its own and hashes what that leaves.</summary>
internal sealed class Cell(Options options, Series series, string recipe, Setting setting)
{
    private const string Run = "run";
    private readonly string dll = Path.Combine(options.Repository, "src", "Elbo.Cli", "bin", setting.Debug ? "Debug" : "Release", "net10.0", "Elbo.Cli.dll");

    public string Key => $"{series.Name}\t{recipe}\t{setting.Name}";

    public string Folder { get; } = Path.Combine(options.Work, "cells", series.Name.Replace(' ', '-'), recipe, setting.Name);

    /// <summary>Runs all commands; gives the file names with their hashes.</summary>
    public SortedDictionary<string, string> Execute()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        Directory.CreateDirectory(Folder);
        Train();
        Write("evaluation.json", ["evaluate", Run, "--json", .. series.IsThorough && !Series.IsTable(recipe) ? ["--samples", "9", "--images", "7"] : (string[])[]]);
        if (Series.IsTable(recipe))
        {
            Do(["sample", Run, "--seed", "7", "--out", "sample.csv"]);
            Do(["score", Run, "--out", "scores.csv"]);
        }
        else
        {
            Do(["sample", Run, "--seed", "7", "--out", "sample.png"]);
            Write("reconstruction.json", ["reconstruct", Run, "--out", "reconstruction.png", "--json"]);
        }
        if (series.IsThorough)
        {
            if (!Series.IsTable(recipe)) Walk();
            Do(["latent", Run, "--map", "pca", "--split", "test", "--csv", "pca.csv", "--out", "pca.svg"]);
            Do(["latent", Run, "--map", "tsne", "--split", "test", "--iterations", "250", "--csv", "tsne.csv", "--out", "tsne.svg"]);
        }
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Files()) hashes[file] = Hash(file);
        return hashes;
    }

    private void Walk()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "walks"));
        Do(["traverse", Run, "--dims", "2", "--steps", "5", "--out", "walks"]);
        Do(["interpolate", Run, "--out", "walks"]);
    }

    private void Train()
    {
        int steps = series == Series.All[0] ? options.Steps : Math.Min(series.Steps, options.Steps);
        string[] words = ["train", recipe, .. series.Words(recipe, steps), "--out", Run, "--quiet"];
        if (!setting.Interrupted)
        {
            Do(words);
            return;
        }
        int epochs = Math.Max(1, EpochsOfReference());
        Stop(words, 2, Math.Max(1, epochs / 3), child => child.Kill());
        Stop(["train", "--resume", Run, "--quiet"], 3, Math.Max(1, 2 * epochs / 3), child => child.Terminate());
        Finish(Start(["train", "--resume", Run, "--quiet"], 1));
    }

    /// <summary>Starts a command and stops it some time after its training has so many epochs behind it.</summary>
    private void Stop(string[] words, int threads, int epochs, Action<Child> stop)
    {
        using var child = Start(words, threads);
        while (!child.HasExited && Rows() < epochs) Thread.Sleep(2);
        Thread.Sleep(recipe.Length * epochs % 17);
        if (child.HasExited) throw new ElboException($"{recipe} was over before it could be interrupted: {child.Wait().Errors.Trim()}");
        stop(child);
        child.Wait();
    }

    private int Rows() => File.Exists(Path.Combine(Folder, Run, "metrics.csv")) ? File.ReadLines(Path.Combine(Folder, Run, "metrics.csv")).Count() - 1 : 0;

    private int EpochsOfReference()
    {
        string metrics = Path.Combine(new Cell(options, series, recipe, Setting.Reference).Folder, Run, "metrics.csv");
        return File.Exists(metrics) ? File.ReadLines(metrics).Count() - 1 : 1;
    }

    private void Do(string[] words) => Finish(Start(words, setting.Threads));

    private void Write(string file, string[] words) => File.WriteAllText(Path.Combine(Folder, file), Finish(Start(words, setting.Threads)));

    // Pictures are packed anew for each cell, as decoding and resizing are to give the same bits too.
    private Child Start(string[] words, int threads) =>
        new(dll, Folder, setting, Path.Combine(options.Work, "data", series.Data), Path.Combine(Folder, "cache"), [.. words, "--threads", $"{threads}"]);

    private static string Finish(Child child)
    {
        using (child)
        {
            var (code, output, errors) = child.Wait();
            return code == 0 ? output : throw new ElboException($"exit code {code}: {errors.Trim().ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Everything that says no time and no place: checkpoints, metrics, figures, and what the commands wrote.</summary>
    private IEnumerable<string> Files() => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
        .Where(file => !file.StartsWith("cache/", StringComparison.Ordinal) && file is not ("run/report.html" or "run/run.json" or "run/run.lock"));

    private string Hash(string file)
    {
        string path = Path.Combine(Folder, file);
        if (file.EndsWith("metrics.csv", StringComparison.Ordinal)) return Convert.ToHexStringLower(SHA256.HashData(Timeless.Bytes(path)));
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Training;

/// <summary>Short runs of the built-in recipes: on a few drawn digits, or the convolutional ones, narrowed, on small oblong pictures.</summary>
internal static class DigitRun
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Done = new();
    private static readonly Lazy<DataSplits> Drawn = new(() => DrawnDigits.Create(1, 1000, 64, 64));

    /// <summary>1,000 training digits, 64 for validation, 64 for tests.</summary>
    public static DataSplits Data => Drawn.Value;

    /// <summary>What a recipe's short runs learn from: the digits, or as many pictures of the size that its narrowed form takes.</summary>
    public static DataSplits DataOf(string recipe) => recipe switch
    {
        "conv-mnist" => Pictures(new(1, 12, 20)),
        "conv-celeba" => Pictures(new(3, 16, 24)),
        "conv-rgb48" => Pictures(new(3, 8, 12)),
        _ => Data,
    };

    /// <summary>A built-in recipe for so many steps, without an early stop and, to spare the disk, with few checkpoints.</summary>
    public static Recipe Recipe(string name, int steps, params string[] settings)
    {
        var recipe = Known(name).With([$"training.steps={steps}", "training.patience=null", .. settings]);
        string every = recipe.Training.Batch < 64 ? "1" : "8";
        return recipe.With([$"training.checkpointEpochs={every}", $"training.select={(name == "simple-vae" ? "best" : "last")}"]);
    }

    /// <summary>The hash of an uninterrupted run on two threads.</summary>
    public static string Straight(string recipe, int steps, params string[] settings) =>
        Done.GetOrAdd($"{recipe} {steps} {string.Join(' ', settings)}", _ => new Lazy<string>(() =>
        {
            using var folder = new TemporaryFolder();
            return Train(recipe, steps, 2, folder["straight"], settings);
        })).Value;

    /// <summary>Trains in a folder, anew or on from where an earlier process got, and gives the hash of what it leaves.</summary>
    public static string Train(string recipe, int steps, int threads, string folder, string[] settings, Action<long>? onStep = null)
    {
        var run = RunDirectory.Exists(folder) ? RunDirectory.Open(folder) : RunDirectory.Create(folder, Recipe(recipe, steps, settings));
        using var trainer = Trainer.Resume(run, DataOf(recipe), threads);
        (trainer.ReportEvery, trainer.SavePauses) = (TimeSpan.Zero, []);
        trainer.Run(onStep is null ? null : new Told(p => onStep(p.Step)));
        return Hash(run);
    }

    public static bool IsConvolutional(string recipe) => recipe.StartsWith("conv-", StringComparison.Ordinal);

    private static Recipe Known(string name) => IsConvolutional(name)
        ? Elbo.Recipes.Recipe.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Training", "Narrow", name + ".json"))).With("training.batch", "35")
        : RecipeBook.Get(name);

    private static DataSplits Pictures(Shape shape)
    {
        return new(Part("train", 1000, 0), Part("validation", 64, 1), Part("test", 64, 2));

        ByteDataset Part(string name, int count, uint stream)
        {
            var key = new Philox(5, stream, 0);
            var pixels = new byte[count * shape.Features];
            for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)key.Below((ulong)i, 256);
            return new ByteDataset(name, shape, pixels);
        }
    }

    /// <summary>SHA-256 over the newest checkpoint and the best one.</summary>
    public static string Hash(RunDirectory run)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(File.ReadAllBytes(run.Checkpoints.List()[0].Path));
        if (File.Exists(run.Checkpoints.BestPath)) hash.AppendData(File.ReadAllBytes(run.Checkpoints.BestPath));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

/// <summary>Tells of progress at once, on the thread that trains.</summary>
internal sealed class Told(Action<TrainingProgress> told) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => told(value);
}

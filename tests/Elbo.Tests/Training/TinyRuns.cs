using System.Security.Cryptography;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Tests.Training;

/// <summary>Every recipe on a few hundred drawn digits: enough steps for a difference in one bit to spread everywhere.</summary>
internal static class TinyRuns
{
    public static readonly string[] Recipes = [.. RecipeBook.Names];

    private static readonly Lazy<DataSplits> Digits = new(() => DrawnDigits.Create(3, 700, 100, 100));

    public static DataSplits Data => Digits.Value;

    /// <summary>The recipe with so many steps.</summary>
    public static Recipe Of(string name, int steps) => RecipeBook.Get(name).With("training.steps", $"{steps}");

    /// <summary>SHA-256 of the checkpoint after training in memory and one evaluation.</summary>
    public static string Hash(string name, int steps, int threads)
    {
        using var folder = new TemporaryFolder();
        using var trainer = new Trainer(Of(name, steps), Data, RunDirectory.Create(folder["run"], Of(name, steps)), threads);
        trainer.Run();
        var test = trainer.Vae.Evaluate(Data.Test);
        return $"{HashOf(RunDirectory.Open(folder["run"]))} {BitConverter.DoubleToInt64Bits(test.Elbo):X16}";
    }

    /// <summary>SHA-256 of a run's newest checkpoint.</summary>
    public static string HashOf(RunDirectory run) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(run.Checkpoints.List()[0].Path)));

    /// <summary>Trains the recipe of a run directory to its end, continuing what is there.</summary>
    public static void TrainOn(string folder)
    {
        using var trainer = Trainer.Resume(RunDirectory.Open(folder), Data, 2);
        trainer.Run();
    }
}

using System.Globalization;
using Elbo.Data;
using Elbo.Diagnosis;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Tests.Diagnosis;

/// <summary>A small model trained on drawn digits, whose weights and metrics can be spoilt.</summary>
public sealed class Patient : IDisposable
{
    public static readonly string[] Small =
    [
        "model.latent=4", "model.encoder.0.units=96", "model.encoder.1.units=48", "model.decoder.0.units=48", "model.decoder.1.units=96",
        "training.batch=32", "training.epochs=24", "training.checkpointEpochs=24", "training.select=last",
    ];

    private readonly TemporaryFolder folder = new();
    private int copies;

    /// <summary>Trains the default recipe, made small, with these settings.</summary>
    public Patient(DataSplits data, params string[] settings)
    {
        Data = data;
        Run = RunDirectory.Create(folder["run"], RecipeBook.Get("digits").With([.. Small, .. settings]));
        using var trainer = new Trainer(Run.Recipe, data, Run, threads: 2);
        trainer.Run();
    }

    public DataSplits Data { get; }

    public RunDirectory Run { get; }

    /// <summary>What the doctor says, once the model has been spoilt.</summary>
    public IReadOnlyList<Finding> Examine(Action<Vae>? spoil = null, RunDirectory? run = null, DataSplits? data = null)
    {
        using var vae = Vae.Load(Run.Path, threads: 2);
        spoil?.Invoke(vae);
        return Doctor.Examine(run ?? Run, data ?? Data, vae);
    }

    /// <summary>A run of the same recipe with other metrics: one row an epoch, of which the last is at the recipe's end.</summary>
    public RunDirectory WithMetrics(int epochs, Func<int, EpochMetrics, EpochMetrics> row)
    {
        var run = RunDirectory.Create(folder[$"copy{++copies}"], Run.Recipe);
        long steps = Run.Metrics.Read()[^1].Step;
        for (int i = 0; i < epochs; i++)
            run.Metrics.Append(row(i, new EpochMetrics { Epoch = i + 1, Step = steps * (i + 1) / epochs, Loss = 100, GradientNorm = 10, LearningRate = 1e-3 }));
        return run;
    }

    /// <summary>The weights of a parameter, to be spoilt.</summary>
    internal static Span<float> Weights(Vae vae, string name) => vae.Store.Weights(vae.Store.Parameters.Single(p => p.Name == name));

    public void Dispose() => folder.Dispose();
}

/// <summary>What is asserted of findings.</summary>
internal static class Diagnoses
{
    /// <summary>Asserts that exactly these sicknesses are found, notes left out.</summary>
    public static void Are(this IReadOnlyList<Finding> findings, params Sickness[] expected)
    {
        var grave = findings.Where(f => f.Severity > Severity.Note).ToArray();
        Assert.True(expected.Order().SequenceEqual(grave.Select(f => f.Sickness).Order()), $"Found: {string.Join('\n', findings)}");
        Assert.All(findings, Speaks);
        Assert.Equal(findings.OrderByDescending(f => f.Severity).Select(f => f.Severity), findings.Select(f => f.Severity));
    }

    public static Finding The(this IReadOnlyList<Finding> findings, Sickness sickness) => Assert.Single(findings, f => f.Sickness == sickness);

    /// <summary>Sentences with numbers, and a setting that can be set.</summary>
    private static void Speaks(Finding finding)
    {
        foreach (string text in new[] { finding.What, finding.Evidence, finding.Advice })
        {
            Assert.EndsWith(".", text, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN ", text.Replace("a NaN ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        Assert.Contains(finding.Evidence, char.IsAsciiDigit);
        Assert.True(char.IsUpper(finding.What[0]) && char.IsUpper(finding.Advice[0]), finding.What);
        if (finding.Setting is null) return;
        string[] parts = finding.Setting.Split('.');
        Assert.True(parts[0] is "data" or "model" or "objective" or "training", string.Create(CultureInfo.InvariantCulture, $"{finding.Setting} is no setting"));
    }
}

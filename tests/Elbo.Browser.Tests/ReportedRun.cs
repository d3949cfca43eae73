using Elbo.Data;
using Elbo.Figures;
using Elbo.Recipes;
using Elbo.Reports;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Browser.Tests;

/// <summary>A small run and its page: pictures of a bar whose column is its label, under names that try to be markup.</summary>
public sealed class ReportedRun : IDisposable
{
    public const string Evil = "</script><script>window.broken = 1</script><img src=x onerror='window.broken = 2'>";

    private const int Side = 8;

    private readonly string folder = Directory.CreateTempSubdirectory("elbo-report-").FullName;

    public ReportedRun()
    {
        if (ChromiumFactAttribute.Executable is null) return;
        var recipe = RecipeBook.Get("mlp-latent") with { Name = "bars", Description = Evil };
        recipe = recipe.With([
            "training.steps=60", "training.batch=32", "training.pictureEpochs=1", "model.latent=2", "model.encoder.*.units=32", "model.decoder.*.units=32", "data.validation=64"]);
        var data = new DataSplits(Bars("bars/train", 640), Bars("bars/validation", 64), Bars(Evil, 300));
        var run = RunDirectory.Create(Path.Combine(folder, OperatingSystem.IsWindows() ? "a & 'b'" : "a & '<b onclick=\"x\">"), recipe);
        using var trainer = new Trainer(recipe, data, run, threads: 1) { Observers = TrainingFigures.Of(run, data) };
        trainer.Run();
        Page = new Uri(Report.Save(run, data, trainer.Vae));
    }

    /// <summary>The page's address.</summary>
    public Uri Page { get; } = new("about:blank");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static ByteDataset Bars(string name, int count)
    {
        var pixels = new byte[count * Side * Side];
        var labels = new byte[count];
        for (int i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % Side);
            for (int row = 0; row < Side; row++) pixels[(i * Side * Side) + (row * Side) + labels[i]] = (byte)(155 + (37 * i % 100));
        }
        string[] names = [.. Enumerable.Range(0, Side).Select(label => $"{label}{(label == 3 ? Evil : "")}")];
        return new ByteDataset(name, new Shape(1, Side, Side), pixels, labels, names);
    }
}

using Elbo.Data;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Tests.Training;

/// <summary>A short run of a small network on a folder of pictures, which are packed into a cache first.</summary>
internal static class PictureFolderRun
{
    public const int Steps = 60;

    /// <summary>Trains in a folder, anew or on from where an earlier process got, and gives the hash of what it leaves.</summary>
    public static string Train(string pictures, string cache, string folder, Action<long>? onStep = null)
    {
        var recipe = RecipeBook.Get("tanh-small").With(
            [$"training.steps={Steps}", "training.patience=null", "training.batch=8", "training.checkpointEpochs=1", "model.encoder.*.units=16", "model.decoder.*.units=16"]);
        var run = RunDirectory.Exists(folder) ? RunDirectory.Open(folder) : RunDirectory.Create(folder, recipe);
        var data = Datasets.Load(new DataOptions { Name = pictures, Size = 8 }, new LoadOptions { Folders = new(null, cache) });
        using var trainer = Trainer.Resume(run, data, 2);
        trainer.ReportEvery = TimeSpan.Zero;
        trainer.Run(onStep is null ? null : new Told(p => onStep(p.Step)));
        return DigitRun.Hash(run);
    }
}

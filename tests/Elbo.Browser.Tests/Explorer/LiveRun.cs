using System.Runtime.CompilerServices;
using Elbo.Data;
using Elbo.Figures;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Browser.Tests.Explorer;

/// <summary>A small run that trains while it is looked at, as far as its gate lets it.</summary>
internal sealed class LiveRun : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("elbo-live-").FullName;

    public LiveRun(string digits, int epochs)
    {
        var recipe = RecipeBook.Get("mlp-latent").With([
            $"data.name={digits}", "model.latent=2", "model.encoder.*.units=16", "model.decoder.*.units=16", $"training.epochs={epochs}", "training.batch=64", "training.pictureEpochs=1", "data.validation=100"]);
        var data = Datasets.Load(recipe.Data);
        var run = RunDirectory.Create(System.IO.Path.Combine(folder, "live"), recipe);
        Path = run.Path;
        Training = Task.Run(() =>
        {
            using var trainer = new Trainer(recipe, data, run, threads: 1) { Observers = [.. TrainingFigures.Of(run, data), Gate] };
            trainer.Run();
        });
    }

    public string Path { get; }

    public EpochGate Gate { get; } = new();

    public Task Training { get; }

    /// <summary>Waits until this epoch has ended.</summary>
    public Task Reached(int epoch) => Until(() => Gate.Reached >= epoch);

    /// <summary>Waits until training has been held so often.</summary>
    public Task Held(int times) => Until(() => Gate.Held >= times);

    public async ValueTask DisposeAsync()
    {
        Gate.Open(100);
        await Patience.Within(Training);
        Gate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Task Until(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") => Patience.Until(async () =>
    {
        if (Training.IsFaulted) await Training;
        return holds();
    }, what);
}

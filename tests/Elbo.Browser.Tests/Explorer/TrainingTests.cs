using Elbo.Data;
using Elbo.Figures;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;
using Microsoft.Playwright;

namespace Elbo.Browser.Tests.Explorer;

[Collection(ExplorerCollection.Name)]
public sealed class TrainingTests(ExplorerChromium chromium, ExploredRuns runs)
{
    [ChromiumTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Curves_and_samples_of_a_run_that_trains_update_by_themselves(bool phone)
    {
        string folder = Directory.CreateTempSubdirectory("elbo-live-").FullName;
        using var gate = new EpochGate();
        var recipe = RecipeBook.Get("mlp-latent").With([
            $"data.name={runs.DigitFolder}", "model.latent=2", "model.encoder.*.units=16", "model.decoder.*.units=16", "training.epochs=4", "training.batch=64", "training.pictureEpochs=1", "data.validation=100"]);
        var data = Datasets.Load(recipe.Data);
        var run = RunDirectory.Create(Path.Combine(folder, "live"), recipe);
        var training = Task.Run(() =>
        {
            using var trainer = new Trainer(recipe, data, run, threads: 1) { Observers = [.. TrainingFigures.Of(run, data), gate] };
            trainer.Run();
        });
        try
        {
            gate.Open(2);
            await gate.Reached(2);
            await using var server = await ExploredRuns.Serve(run.Path);
            await using var visit = await ExplorerVisit.OpenRun(chromium, server.Address, "live", "&tab=training", phone);
            var badge = visit.Page.Locator("#badge");
            await Assertions.Expect(badge).ToHaveTextAsync("training · epoch 2 of 4");
            await Assertions.Expect(visit.Page.Locator(".charts svg")).ToHaveCountAsync(3);
            string curve = (await visit.Page.Locator(".charts polyline").First.GetAttributeAsync("points"))!;
            Assert.Equal(2, curve.Split(' ').Length);
            await Assertions.Expect(visit.Page.Locator(".samples figcaption").First).ToContainTextAsync("epoch 2");
            gate.Open(1);
            await Assertions.Expect(badge).ToHaveTextAsync("training · epoch 3 of 4");
            await visit.Until("document.querySelector('.charts polyline').getAttribute('points').split(' ').length === 3");
            await Assertions.Expect(visit.Page.Locator(".samples figcaption").First).ToContainTextAsync("epoch 3");
            await visit.Until("[...document.querySelectorAll('.samples img')].every(image => image.complete && image.naturalWidth > 0)");
            gate.Open(1);
            await training;
            await Assertions.Expect(badge).ToHaveTextAsync("finished");
            await Assertions.Expect(visit.Page.Locator(".training .numbers")).ToContainTextAsync("4 / 4");
            visit.HadNothingToComplainOf();
        }
        finally
        {
            gate.Open(100);
            await training;
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Holds training at the end of every epoch until it is let on.</summary>
    private sealed class EpochGate : ITrainingObserver, IDisposable
    {
        private readonly SemaphoreSlim gate = new(0);
        private volatile int reached;
        private bool fresh = true;

        public void Open(int epochs) => gate.Release(epochs);

        public async Task Reached(int epoch)
        {
            while (reached < epoch) await Task.Delay(20);
        }

        public void EpochEnded(Vae vae, EpochMetrics epoch, bool last) => (reached, fresh) = (epoch.Epoch, true);

        public void StepEnded(Vae vae, in TrainingStepReport step)
        {
            // After an epoch's first step, so that all of the one before it is written.
            if (fresh) gate.Wait();
            fresh = false;
        }

        public void Dispose() => gate.Dispose();
    }
}

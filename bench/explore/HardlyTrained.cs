using Elbo.Data;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Drags;

/// <summary>A run whose model has the size that is to be measured; what its weights are does not matter.</summary>
internal static class HardlyTrained
{
    public static string Write(string folder)
    {
        var recipe = RecipeBook.Get("mlp-latent").With([
            "data.name=digits", "data.validation=100", "training.steps=2", "training.pictureEpochs=null", "model.latent=2", "model.encoder.*.units=400", "model.decoder.*.units=400"]);
        var run = RunDirectory.Create(Path.Combine(folder, "hardly-trained"), recipe);
        using var trainer = new Trainer(recipe, DrawnDigits.Create(1, 300, 100, 100), run);
        trainer.Run();
        return run.Path;
    }
}

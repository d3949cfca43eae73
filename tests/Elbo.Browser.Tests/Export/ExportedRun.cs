using Elbo.Data;
using Elbo.Explorer.Export;
using Elbo.Recipes;
using Elbo.Training;

namespace Elbo.Browser.Tests.Export;

/// <summary>Exported pages: of a conditional model of four dimensions, trained a little on drawn digits, two of which carry nothing.</summary>
public sealed class ExportedRun : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("elbo-export-").FullName;

    public ExportedRun()
    {
        if (ChromiumFactAttribute.Executable is null) return;
        var recipe = RecipeBook.Get("conditional-vae").With([
            "data.name=digits", "data.validation=50", "model.latent=4", "model.encoder.*.units=48", "model.decoder.*.units=48", "training.steps=120", "training.batch=32"]);
        var data = DrawnDigits.Create(train: 640, validation: 50, test: 400);
        using var trainer = new Trainer(recipe, data, null, threads: 1);
        trainer.Run();
        Silence(trainer.Vae, 1, 3);
        string path = Path.Combine(folder, "a page & 'more'.html");
        using (var file = File.Create(path)) ExportPage.Write(file, trainer.Vae, data, "a page & <more>");
        Page = new Uri(path);
    }

    /// <summary>The page's address.</summary>
    public Uri Page { get; } = new("about:blank");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Makes the encoder's mean of some dimensions the same for all pictures.</summary>
    private static void Silence(Vae vae, params int[] dimensions)
    {
        foreach (string part in new[] { "weight", "bias" })
        {
            var parameter = vae.Store.Parameters.First(each => each.Name == "encoder.2." + part);
            var values = vae.Store.Weights(parameter);
            int row = parameter.Length / parameter.Dimensions[0];
            foreach (int dimension in dimensions) values.Slice(dimension * row, row).Clear();
        }
    }
}

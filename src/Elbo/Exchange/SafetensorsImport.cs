using Elbo.Data;
using Elbo.Exchange.PyTorch;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Exchange;

/// <summary>Builds a run from weights that were trained elsewhere, such as in PyTorch.</summary>
/// <remarks>
/// Names and axes are those of <see cref="SafetensorsExport"/>, but the numbers in <c>encoder.N</c> and <c>decoder.N</c> only give the order: modules
/// without weights may take any. The heads may also be called <c>mu</c>, <c>fc_mu</c>, <c>logvar</c>, <c>fc_logvar</c> and the like, or be one
/// module, the encoder's last, whose first rows are the mean. A bias before batch normalisation is taken into the running mean. What a recipe
/// means must be what the weights mean: SAME padding (see <c>docs/recipes/settings.md</c>), LeakyReLU's 0.2, batch normalisation's ε of 1e-5, ρ as a log-variance
/// or as what softplus takes (<c>model.deviation</c>), and the data's range.
/// </remarks>
public static class SafetensorsImport
{
    /// <summary>Makes the run. It is evaluated, sampled from and trained on (from step 0, Adam's moments zero) like any other.</summary>
    /// <param name="recipe">The model that the weights belong to.</param>
    /// <param name="data">Its data, which give examples their shape, range and classes.</param>
    /// <param name="weights">The safetensors file.</param>
    /// <param name="run">The run directory to make; null for a new one under <c>runs</c>.</param>
    /// <param name="renames">Beginnings of the file's names, and what Elbo calls them: <c>fc1</c>, <c>encoder.0</c>. An empty second half drops the first.</param>
    /// <exception cref="ElboException">The file is damaged, a tensor is missing, too many or of another shape, or the run cannot be made. Then there is no run.</exception>
    public static RunDirectory Run(Recipe recipe, DataSplits data, string weights, string? run, IReadOnlyList<(string From, string To)>? renames = null)
    {
        ArgumentNullException.ThrowIfNull(weights);
        Trainer.Check(recipe, data);
        using var file = SafetensorsFile.Open(weights);
        // Elbo's own files tell when they are damaged.
        if (file.HasDigest) file.Verify();
        var state = new StateDict(file, weights, renames ?? []);
        using var trainer = new Trainer(recipe, data, run: null, threads: 1);
        var vae = trainer.Vae;
        new StateLoader(file, weights, vae).Load(state);
        var made = run is null ? RunDirectory.CreateUnder("runs", recipe) : RunDirectory.Create(run, recipe);
        var begun = new TrainingState { DataCount = data.Train.Count, DataDigest = data.Train.Digest(labelled: vae.Classes > 0) };
        Checkpoint.Write(made.Checkpoints.PathOf(0), vae, begun);
        return made;
    }
}

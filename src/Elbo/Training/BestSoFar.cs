using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;

namespace Elbo.Training;

/// <summary>The best weights that a resumed run has had, and how it stands with their file.</summary>
/// <param name="Weights">The weights, where the recipe asks for them and there are any.</param>
/// <param name="File">How it stands with <c>best.safetensors</c>.</param>
/// <param name="Notice">What is to be done about the file, or null.</param>
internal sealed record BestSoFar(EarlierWeights? Weights, BestFile File, string? Notice)
{
    /// <summary>There were best weights, and they are nowhere to be found.</summary>
    public static BestSoFar Lost { get; } = new(null, BestFile.Lost, null);

    /// <summary>Finds them, in their own file or where training continues from.</summary>
    /// <exception cref="ElboException">They cannot be read.</exception>
    public static BestSoFar Find(RunDirectory run, Vae vae, TrainingState state)
    {
        if (vae.Recipe.Training.Select != Selection.Best || state.BestStep == 0) return new(null, BestFile.Whole, null);
        bool here = state.BestStep == state.Step;
        try
        {
            var best = Read(run.Checkpoints.BestPath, vae, state.BestStep);
            return new(here ? Current(vae, state) : best, BestFile.Whole, null);
        }
        catch (ElboException error) when (here && error.IsDamage)
        {
            return new(Current(vae, state), BestFile.Owed, $"{error.Message} The checkpoint of step {state.Step} holds the same weights, from which that file is written again.");
        }
    }

    private static EarlierWeights Current(Vae vae, TrainingState state) => new(vae.Store.All(ParameterBlock.Weights).ToArray(), state.Step);

    private static EarlierWeights Read(string path, Vae vae, long step)
    {
        var best = Checkpoint.ReadWeights(path, vae.Store);
        // Later ones are those that this run will come to again.
        return best.Step >= step ? best
            : throw new ElboException($"{path} is older than the run's checkpoints: it holds the weights of step {best.Step}, but the best ones are those of step {step}; if a copy was put there, put the newer file back.");
    }
}

/// <summary>How it stands with a run's file of best weights.</summary>
internal enum BestFile
{
    /// <summary>It is as it should be.</summary>
    Whole,

    /// <summary>It is damaged or missing and must be written again.</summary>
    Owed,

    /// <summary>It is damaged or missing for good.</summary>
    Lost,
}

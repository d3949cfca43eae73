using Elbo.Data;
using Elbo.Recipes;

namespace Elbo.Explorer.Runs;

/// <summary>The pictures that a run is looked at with: its test set, or the next best part that is not empty.</summary>
internal sealed class TestData(DataShelf shelf, Recipe recipe)
{
    private const int MostPictures = 60_000, MostValues = 8 << 20;

    /// <summary>All parts of the run's data.</summary>
    /// <exception cref="Problem">They are not on this machine, or cannot be read.</exception>
    public async Task<DataSplits> Splits()
    {
        try
        {
            return await shelf.Load(recipe.Data).ConfigureAwait(false);
        }
        catch (ElboException error)
        {
            throw new Problem(409, error.Message, error);
        }
    }

    /// <summary>The pictures, as many as are looked at.</summary>
    /// <exception cref="Problem">There are none, or they are not of the model's shape.</exception>
    public async Task<Dataset> Pictures(Vae vae)
    {
        var data = await Splits().ConfigureAwait(false);
        var seen = data.Test.Count > 0 ? data.Test : data.Validation.Count > 0 ? data.Validation : data.Train;
        if (seen.Count == 0) throw Problem.NotNow($"{seen.Name} is empty, so there are no pictures to look at.");
        try
        {
            vae.RequireShape(seen);
            vae.RequireLabels(seen);
        }
        catch (ElboException error)
        {
            throw new Problem(409, error.Message, error);
        }
        int most = Math.Min(MostPictures, MostValues / vae.Latent);
        return seen.Count <= most ? seen : seen.Slice(0, most, seen.Name);
    }
}

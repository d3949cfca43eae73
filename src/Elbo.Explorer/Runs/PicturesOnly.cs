using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>Refuses runs that were trained on a table, whose rows are no pictures.</summary>
internal static class PicturesOnly
{
    /// <summary>Looks into the run's checkpoint, if it has one yet.</summary>
    /// <exception cref="ElboException">It was trained on a table, or its checkpoint cannot be read.</exception>
    public static void Require(RunDirectory run)
    {
        if (run.Checkpoints.List().Count == 0) return;
        using var file = SafetensorsFile.Open(Checkpoint.Selected(run));
        Require(Checkpoint.HoldsTable(file), run.Path);
    }

    /// <exception cref="ElboException">It was trained on a table.</exception>
    public static void Require(bool holdsTable, string run)
    {
        if (holdsTable) throw new ElboException($"{run} was trained on a table, which has no pictures to explore; see elbo latent, elbo score, elbo sample and elbo report.");
    }
}

using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Explorer.Runs;

/// <summary>Refuses runs that were trained on a table, whose rows are no pictures.</summary>
internal static class PicturesOnly
{
    /// <summary>Looks into the checkpoint that would be opened, if there is one yet that can be read.</summary>
    /// <exception cref="ElboException">It was trained on a table.</exception>
    public static void Require(RunDirectory run)
    {
        bool holdsTable = false;
        try
        {
            if (Checkpoint.Find(run) is not { } path) return;
            using var file = SafetensorsFile.Open(path);
            holdsTable = Checkpoint.HoldsTable(file);
        }
        catch (ElboException)
        {
            // Who opens it is told why it cannot be read; training may also just have replaced it.
        }
        Require(holdsTable, run.Path);
    }

    /// <exception cref="ElboException">It was trained on a table.</exception>
    public static void Require(bool holdsTable, string run)
    {
        if (holdsTable) throw new ElboException($"{run} was trained on a table, which has no pictures to explore; see elbo latent, elbo score, elbo sample and elbo report.");
    }
}

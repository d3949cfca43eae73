using Elbo.Data;
using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Training;

/// <summary>Where an interrupted run continues: the newest checkpoint from which it ends as if it had never stopped.</summary>
/// <param name="Vae">The model, with its moments.</param>
/// <param name="State">Where the run stood.</param>
/// <param name="Best">The best weights so far.</param>
/// <param name="Notice">What was damaged and passed over or is to be written again, or null.</param>
internal sealed record ResumePoint(Vae Vae, TrainingState State, BestSoFar Best, string? Notice)
{
    /// <summary>The point, or null where the run has no checkpoint yet.</summary>
    /// <exception cref="ElboException">There are checkpoints, but none can be read, or one is whole and cannot be read by this Elbo or this user.</exception>
    public static ResumePoint? Find(RunDirectory run, int threads)
    {
        var checkpoints = run.Checkpoints.List();
        ElboException? damage = null;
        foreach (var checkpoint in checkpoints)
        {
            if (Read(run, checkpoint.Path, threads, needsBest: true, ref damage) is not { } point) continue;
            string? passed = damage is null ? null : $"{damage.Message} Training continues from step {point.State.Step} and repeats what came after it; nothing else is lost.";
            bool told = damage is not null && point.Best.Notice?.StartsWith(damage.Message, StringComparison.Ordinal) == true;
            return point with { Notice = told ? passed : Joined(passed, point.Best.Notice) };
        }
        // Every step may still be there, and only the best weights are not.
        foreach (var checkpoint in checkpoints)
        {
            if (Read(run, checkpoint.Path, threads, needsBest: false, ref damage) is not { } point) continue;
            var state = point.State;
            (state.BestLoss, state.BestStep, state.EpochsSinceBest) = (double.PositiveInfinity, 0, 0);
            bool over = state.StoppedEarly || state.ClosedEpochs >= TrainingLength.Of(point.Vae.Recipe.Training, state.DataCount).Epochs;
            string then = over ? $"the run is over and its model from now on that of its last step, {state.Step}"
                : $"training continues from step {state.Step} and chooses among those to come";
            return point with { Notice = $"{damage!.Message} The best weights so far are lost; {then}." };
        }
        return damage is null ? null : throw damage;
    }

    /// <summary>Two notices as one; null for none.</summary>
    public static string? Joined(string? one, string? other) => one is null || other is null ? one ?? other : $"{one} {other}";

    /// <summary>Refuses another recipe or other data than the run began with. Runs older than the digest know them by number, shape and range only.</summary>
    public void RequireSame(RunDirectory run, DataSplits data)
    {
        // The same data may lie elsewhere by now.
        var begun = Vae.Recipe with { Data = Vae.Recipe.Data with { Name = run.Recipe.Data.Name } };
        if (!begun.Equals(run.Recipe))
        {
            Vae.Dispose();
            var (was, now) = Difference(begun.ToJson(), run.Recipe.ToJson());
            throw new ElboException($"{run.RecipePath} is no longer the recipe of the run's checkpoints: it says {Quoted.Text(now)} where they say {Quoted.Text(was)}; put that back to resume, or train anew.");
        }
        string? difference = null;
        if (data.Train.Shape != Vae.Shape) difference = $"examples of {Vae.Shape}, but {data.Train.Name} has {data.Train.Shape}";
        else if (data.Train.Count != State.DataCount) difference = $"{State.DataCount} examples, but {data.Train.Name} has {data.Train.Count}";
        else if (Preprocessing.For(Vae.Recipe.Data.Range, data.Train) != Vae.Preprocessing) difference = $"values of another range than those of {data.Train.Name}";
        else if (State.DataDigest is { } digest && digest != data.Train.Digest(labelled: Vae.Classes > 0)) difference = $"other pictures{(Vae.Classes > 0 ? " or labels" : "")} than those of {data.Train.Name}";
        if (difference is null) return;
        Vae.Dispose();
        throw new ElboException($"The run was trained on {difference}; resume it with the same data.");
    }

    private static ResumePoint? Read(RunDirectory run, string path, int threads, bool needsBest, ref ElboException? damage)
    {
        Vae? vae = null;
        try
        {
            (vae, var state) = Checkpoint.Read(path, threads, training: true);
            if (state is null) throw new ElboException($"{path} holds weights only and cannot be resumed; train anew.");
            return new ResumePoint(vae, state, needsBest ? BestSoFar.Find(run, vae, state) : BestSoFar.Lost, null);
        }
        catch (ElboException error)
        {
            vae?.Dispose();
            if (!error.IsDamage) throw;
            damage ??= error;
            return null;
        }
    }

    /// <summary>The first line in which two documents differ.</summary>
    private static (string One, string Other) Difference(string one, string other)
    {
        string[] a = one.Split('\n'), b = other.Split('\n');
        int i = 0;
        while (i < Math.Min(a.Length, b.Length) - 1 && a[i] == b[i]) i++;
        return (a[i].Trim().TrimEnd(','), b[i].Trim().TrimEnd(','));
    }
}

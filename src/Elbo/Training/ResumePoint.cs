using Elbo.Data;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;

namespace Elbo.Training;

/// <summary>Where an interrupted run continues: the newest checkpoint from which it ends as if it had never stopped.</summary>
/// <param name="Vae">The model, with its moments.</param>
/// <param name="State">Where the run stood.</param>
/// <param name="Best">The best weights so far, where the recipe asks for them and there are any.</param>
/// <param name="Notice">What was damaged and passed over, or null.</param>
internal sealed record ResumePoint(Vae Vae, TrainingState State, EarlierWeights? Best, string? Notice)
{
    /// <summary>The point, or null where the run has no checkpoint yet.</summary>
    /// <exception cref="ElboException">There are checkpoints, but none can be read.</exception>
    public static ResumePoint? Find(RunDirectory run, int threads)
    {
        var checkpoints = run.Checkpoints.List();
        ElboException? damage = null;
        foreach (var checkpoint in checkpoints)
        {
            if (Read(run, checkpoint.Path, threads, needsBest: true, ref damage) is not { } point) continue;
            return damage is null ? point : point with
            {
                Notice = $"{damage.Message} Training continues from step {point.State.Step} and repeats what came after it; nothing else is lost.",
            };
        }
        // Every step may still be there, and only the best weights are not.
        foreach (var checkpoint in checkpoints)
        {
            if (Read(run, checkpoint.Path, threads, needsBest: false, ref damage) is not { } point) continue;
            (point.State.BestLoss, point.State.BestStep, point.State.EpochsSinceBest) = (double.PositiveInfinity, 0, 0);
            return point with
            {
                Notice = $"{damage!.Message} The best weights so far are lost; training continues from step {point.State.Step} and chooses among those to come.",
            };
        }
        return damage is null ? null : throw damage;
    }

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
            return new ResumePoint(vae, state, needsBest ? BestWeights(run, vae, state) : null, null);
        }
        catch (ElboException error)
        {
            vae?.Dispose();
            damage ??= error;
            return null;
        }
    }

    private static EarlierWeights? BestWeights(RunDirectory run, Vae vae, TrainingState state)
    {
        if (vae.Recipe.Training.Select != Selection.Best || state.BestStep == 0) return null;
        if (state.BestStep == state.Step) return new(vae.Store.All(ParameterBlock.Weights).ToArray(), state.Step);
        var best = Checkpoint.ReadWeights(run.Checkpoints.BestPath, vae.Store);
        // Later ones are those that this run will come to again.
        return best.Step >= state.BestStep ? best
            : throw new ElboException($"{run.Checkpoints.BestPath} holds the weights of step {best.Step}, but the best ones are those of step {state.BestStep}.");
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

namespace Elbo.Diagnosis.Symptoms;

/// <summary>Runs that ended, or were ended, while they still got better.</summary>
internal sealed class UnderTrained : ISymptom
{
    /// <summary>Part of the loss by which it still fell in each of the last epochs.</summary>
    private const double Fall = 0.005;

    /// <summary>Epochs over which the fall is measured at most: one alone is noise.</summary>
    private const int Window = 3;

    public IEnumerable<Finding> Look(Observations seen)
    {
        if (seen.Epochs.Count == 0) yield break;
        var last = seen.Epochs[^1];
        if (last.Step < seen.PlannedSteps && !StoppedEarly(seen))
        {
            yield return new(Sickness.UnderTrained, Severity.Note, "The run is not finished: it stopped before the recipe's end.",
                $"Epoch {last.Epoch} ended at step {Words.Count(last.Step)} of {Words.Count(seen.PlannedSteps)}.", "Train it on with 'elbo train --resume'.");
            yield break;
        }
        string setting = seen.Recipe.Training.Epochs is null ? "training.steps" : "training.epochs";
        if (last.Step < PosteriorCollapse.Young)
        {
            yield return new(Sickness.UnderTrained, Severity.Note, "The run is very short, so that what is seen here may yet change.",
                $"It has {Words.Count(last.Step)} steps; codes often take {Words.Count(PosteriorCollapse.Young)} to form.", $"Raise {setting}.", setting);
            yield break;
        }
        int window = Math.Min(Window, seen.Epochs.Count - 1);
        if (window < 2) yield break;
        var before = seen.Epochs[^(window + 1)];
        double fall = (before.Loss - last.Loss) / window;
        bool better = last.ValidationLoss is null || last.ValidationLoss < before.ValidationLoss;
        if (!better || !(fall > Fall * Math.Abs(last.Loss))) yield break;
        yield return new(Sickness.UnderTrained, Severity.Note, "The loss was still falling when training ended; more epochs would help.",
            $"Over the last {window} epochs it fell by {Words.Percent(fall / Math.Abs(last.Loss))} an epoch, to {Words.Number(last.Loss)}{(last.ValidationLoss is { } validation ? $" (validation {Words.Number(validation)})" : "")}.",
            $"Raise {setting}.", setting);
    }

    private static bool StoppedEarly(Observations seen)
    {
        if (seen.Recipe.Training.Patience is not { } patience) return false;
        var best = seen.Epochs.MinBy(row => row.ValidationLoss is { } loss && !double.IsNaN(loss) ? loss : double.PositiveInfinity)!;
        return seen.Epochs[^1].Epoch - best.Epoch >= patience;
    }
}

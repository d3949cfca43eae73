using Elbo.Recipes;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>A training loss that goes up and down instead of down: steps too long for where the weights are.</summary>
internal sealed class UnsteadyLoss : ISymptom
{
    /// <summary>Epochs to look at, the last ones; with fewer there is no telling.</summary>
    private const int Fewest = 5, Last = 20;

    /// <summary>A rise by this part of the loss in one epoch is no noise: an epoch averages thousands of examples.</summary>
    private const double Rise = 0.02;

    /// <summary>How many of the epochs may rise so.</summary>
    private const double Often = 0.25;

    /// <summary>Ending so far above the best epoch, the run has lost what it had learned.</summary>
    private const double Lost = 0.1;

    public IEnumerable<Finding> Look(Observations seen)
    {
        // A rising weight of the divergence lets the loss rise rightly.
        var objective = seen.Recipe.Objective;
        if (seen.Epochs.Count < Fewest || objective.Annealing.Kind != AnnealingKind.None || objective.Capacity.Nats is not null) yield break;
        var rows = seen.Epochs.Skip(Math.Max(0, seen.Epochs.Count - Last)).ToArray();
        int rises = 0;
        double largest = 0;
        for (int i = 1; i < rows.Length; i++)
        {
            double rise = rows[i].Loss - rows[i - 1].Loss;
            if (rise <= Rise * Math.Abs(rows[i - 1].Loss)) continue;
            rises++;
            largest = Math.Max(largest, rise);
        }
        var best = seen.Epochs.MinBy(row => double.IsNaN(row.Loss) ? double.PositiveInfinity : row.Loss)!;
        double lost = rows[^1].Loss - best.Loss;
        bool isLost = lost > Lost * Math.Abs(best.Loss);
        if (rises <= Often * (rows.Length - 1) && !isLost) yield break;
        yield return new(Sickness.UnsteadyLoss, Severity.Warning, isLost
                ? "The training loss has gone up again: the learning rate is too high."
                : "The training loss goes up and down from epoch to epoch: the learning rate is too high.",
            isLost ? $"It was {Words.Number(best.Loss)} in epoch {best.Epoch} and ended at {Words.Number(rows[^1].Loss)}."
                : $"It rose by more than {Words.Percent(Rise)} in {rises} of the last {rows.Length - 1} epochs, once by {Words.Number(largest)}; it ended at {Words.Number(rows[^1].Loss)}.",
            $"Lower training.learningRate, which is {Words.Number(seen.Recipe.Training.LearningRate)}, or let it fall with training.decay.", "training.learningRate");
    }
}

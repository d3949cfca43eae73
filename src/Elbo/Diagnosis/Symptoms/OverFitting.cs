using Elbo.Recipes;
using Elbo.Runs;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>The model learns its training examples by heart: what it has not seen gets worse while they still get better.</summary>
internal sealed class OverFitting : ISymptom
{
    /// <summary>Part of the loss by which it must have risen from its minimum; less is one epoch's noise.</summary>
    private const double Rise = 0.01;

    /// <summary>Epochs since the minimum; a shorter rise often ends.</summary>
    private const int Epochs = 3;

    /// <summary>Part by which the loss of unseen examples lies above that of training examples, where there was no validation.</summary>
    private const double Gap = 0.15;

    private const string Advice = "Set training.select to best and training.patience to a few epochs; dropout, a smaller model or more data put it off.";

    public IEnumerable<Finding> Look(Observations seen)
    {
        var rows = seen.Epochs.Where(row => row.ValidationLoss is { } loss && double.IsFinite(loss)).Select(row => Comparable(seen.Recipe.Objective, row)).ToArray();
        var found = rows.Length > 0 ? Risen(seen, rows) : Apart(seen);
        if (found is not null) yield return found;
    }

    /// <summary>
    /// With a capacity the losses hold how far the divergence is from it, which jumps and, while the capacity rises, is another thing in training:
    /// the bound tells of the pictures alone.
    /// </summary>
    private static EpochMetrics Comparable(ObjectiveOptions objective, EpochMetrics row) => objective.Capacity.Nats is null ? row
        : row with { Loss = row.Reconstruction + row.Kl, ValidationLoss = row.ValidationReconstruction + row.ValidationKl };

    private static Finding? Risen(Observations seen, EpochMetrics[] rows)
    {
        var best = rows.MinBy(row => row.ValidationLoss)!;
        var last = rows[^1];
        double rise = last.ValidationLoss!.Value - best.ValidationLoss!.Value;
        if (last.Epoch - best.Epoch < Epochs || rise <= Rise * best.ValidationLoss.Value || last.Loss >= best.Loss) return null;
        bool kept = seen.Recipe.Training.Select == Selection.Best;
        return new(Sickness.OverFitting, kept ? Severity.Note : Severity.Warning,
            kept ? $"Over-fitting after epoch {best.Epoch}; the run kept that epoch's weights, so only time was lost."
                : $"Over-fitting: the validation loss has been rising since epoch {best.Epoch}, while the training loss falls.",
            $"From epoch {best.Epoch} to {last.Epoch} the validation loss rose by {Words.Number(rise)}, {Words.Number(best.ValidationLoss.Value)} to {Words.Number(last.ValidationLoss.Value)}; the training loss fell from {Words.Number(best.Loss)} to {Words.Number(last.Loss)}{(seen.Recipe.Objective.Reduction == Reduction.Sum ? " (nats)" : "")}.",
            kept ? Sooner(seen.Recipe.Training.Patience) : Advice, kept ? "training.patience" : "training.select");
    }

    private static string Sooner(int? patience) => patience is { } epochs
        ? $"training.patience of {epochs} ends such a run; a smaller one ends it sooner." : "Set training.patience to a few epochs to stop there.";

    private static Finding? Apart(Observations seen)
    {
        if (seen.UnseenLoss is not { } unseen || !(unseen > (1 + Gap) * seen.TrainingLoss)) return null;
        return new(Sickness.OverFitting, Severity.Warning, "Over-fitting: examples that the model has not seen are worse than those it was trained on.",
            $"The negative evidence lower bound is {Words.Number(unseen)} nats for unseen examples and {Words.Number(seen.TrainingLoss)} for training examples; there are no validation data to tell since when.",
            "Set data.validation to hold examples out, training.select to best and training.patience to a few epochs.", "data.validation");
    }
}

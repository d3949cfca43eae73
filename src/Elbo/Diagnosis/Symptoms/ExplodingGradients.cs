namespace Elbo.Diagnosis.Symptoms;

/// <summary>Gradients out of bounds: steps skipped, norms that grow from epoch to epoch, jump from batch to batch, or grow on their way back.</summary>
/// <remarks>Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013.</remarks>
internal sealed class ExplodingGradients : ISymptom
{
    /// <summary>One step in a hundred lost is training that runs away again and again.</summary>
    private const double ManySkipped = 0.01;

    /// <summary>Norms wander by a factor of ten in healthy runs.</summary>
    private const double Growth = 100;

    /// <summary>A batch with a gradient so many times the median one decides all that Adam does for long after.</summary>
    private const double Jump = 30;

    /// <summary>From a network's last layer to its first; healthy ones stay within a factor of twenty.</summary>
    private const double Depth = 1000;

    private const string Advice = "Set training.clip to a few times the usual norm, lower training.learningRate, or lower model.initialiserScale.";

    public IEnumerable<Finding> Look(Observations seen)
    {
        if (seen.Epochs.Count > 0 && seen.Epochs[^1] is { SkippedSteps: > 0 } last)
        {
            double part = (double)last.SkippedSteps / Math.Max(1, last.Step);
            yield return new(Sickness.ExplodingGradients, part > ManySkipped ? Severity.Problem : Severity.Warning,
                "Exploding gradients: steps were skipped because the loss or its gradient was not finite.",
                $"{Words.Count(last.SkippedSteps)} of {Words.Count(last.Step)} steps ({Words.Percent(part)}) were skipped.", Advice, "training.clip");
            yield break;
        }
        if (Grown(seen) is { } grown) yield return grown;
        else if (Jumping(seen) is { } jumping) yield return jumping;
        else if (Deep(seen) is { } deep) yield return deep;
    }

    private static Finding? Grown(Observations seen)
    {
        if (seen.Epochs.Count < 2) return null;
        double least = double.PositiveInfinity, last = seen.Epochs[^1].GradientNorm;
        int when = 0;
        foreach (var row in seen.Epochs)
        {
            // A run that has nothing left to learn has no gradient to speak of.
            if (row.GradientNorm <= 0 || row.GradientNorm >= least) continue;
            (least, when) = (row.GradientNorm, row.Epoch);
        }
        if (!(last > Growth * least)) return null;
        return new(Sickness.ExplodingGradients, Severity.Warning, "Exploding gradients: their norm grows from epoch to epoch.",
            $"The mean norm was {Words.Number(least)} in epoch {when} and is {Words.Number(last)} in epoch {seen.Epochs[^1].Epoch}.", Advice, "training.clip");
    }

    private static Finding? Jumping(Observations seen)
    {
        var norms = seen.GradientNorms;
        if (norms.Count < 3) return null;
        int broken = norms.Count(norm => !double.IsFinite(norm));
        if (broken > 0)
            return new(Sickness.ExplodingGradients, Severity.Problem, "Exploding gradients: those of whole batches are not finite, so that such steps are skipped.",
                $"The gradients of {broken} of {norms.Count} batches are not finite.", Advice, "training.clip");
        var sorted = norms.Order().ToArray();
        double median = sorted[norms.Count / 2], largest = sorted[^1];
        if (largest <= Jump * median) return null;
        return new(Sickness.ExplodingGradients, Severity.Warning, "Exploding gradients: single batches have far larger ones than the rest.",
            $"Of {norms.Count} batches the largest norm is {Words.Number(largest)}, the median {Words.Number(median)}.", Advice, "training.clip");
    }

    // Gradients of biases, because a weight's also grows with what goes forwards, alike in all layers.
    private static Finding? Deep(Observations seen)
    {
        foreach (string network in new[] { "encoder", "decoder" })
        {
            var layers = seen.Gradients.Where(layer => layer.Network == network).ToArray();
            if (layers.Length < 2 || !(layers[0].Signal > Depth * layers[^1].Signal)) continue;
            return new(Sickness.ExplodingGradients, Severity.Warning, $"Exploding gradients: they grow on their way back through the {network}.",
                $"Root mean square of the biases' gradient: {Words.Number(layers[0].Signal)} in {layers[0].Name}, {Words.Number(layers[^1].Signal)} in {layers[^1].Name}.",
                $"Lower model.initialiserScale, set model.{network}.*.batchNorm to true, or use fewer layers.", "model.initialiserScale");
        }
        return null;
    }
}

namespace Elbo.Diagnosis.Symptoms;

/// <summary>Tanh and sigmoid units at the flat ends of their range: always at the same one, or jumping between both.</summary>
internal sealed class SaturatedUnits : ISymptom
{
    /// <summary>A few units settle at an end in any training; a quarter of a layer is capacity lost.</summary>
    private const double ManyStuck = 0.25;

    /// <summary>When so much of a layer's results is flat, hardly a gradient passes it; four fifths are seen early in healthy runs.</summary>
    private const double MostlyFlat = 0.95;

    public IEnumerable<Finding> Look(Observations seen)
    {
        foreach (var layer in seen.Layers)
        {
            var stuck = layer.Stuck();
            bool isStuck = stuck.Count > ManyStuck * layer.Units;
            if (!isStuck && layer.Flat <= MostlyFlat) continue;
            string what = isStuck
                ? $"Saturated units: {Words.Count(stuck.Count)} of {Words.Count(layer.Units)} {layer.Called} of {layer.Network}.{layer.Layer} sit at the same end of their {Words.Of(layer.Activation)} for every example, and so carry nothing."
                : $"Saturated units: the {Words.Of(layer.Activation)} of {layer.Network}.{layer.Layer} is nearly always at its ends, where hardly any gradient passes.";
            yield return new(Sickness.SaturatedUnits, stuck.Count == layer.Units ? Severity.Problem : Severity.Warning, what,
                $"Over {Words.Count(seen.Examples)} examples {Words.Percent(layer.Flat)} of the layer's results lie where its slope is below a fiftieth of the steepest{(isStuck ? $"; stuck {layer.Called}: {Words.List(stuck)}" : "")}.",
                "Lower model.initialiserScale or training.learningRate, or set the layer's activation to elu or leakyRelu.",
                layer.Key + ".activation")
            { Units = stuck };
        }
    }
}

using Elbo.Recipes;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>Outputs that sit at an end of their range where the data ask for something else, and get no gradient to leave it.</summary>
internal sealed class SaturatedOutputs : ISymptom
{
    /// <summary>Healthy models are sure and wrong about a few values in a hundred, along strokes and edges.</summary>
    private const double Some = 0.15;

    /// <summary>More than half: the output no longer follows the data.</summary>
    private const double Most = 0.5;

    public IEnumerable<Finding> Look(Observations seen)
    {
        var outputs = seen.Outputs;
        double worst = Math.Max(outputs.StuckLow, outputs.StuckHigh);
        if (worst <= Some) yield break;
        bool low = outputs.StuckLow >= outputs.StuckHigh;
        var model = seen.Recipe.Model;
        bool bernoulli = model.Likelihood == LikelihoodKind.Bernoulli;
        string kind = bernoulli ? "probabilities" : $"{Words.Of(model.Output.Activation)} outputs";
        yield return new(Sickness.SaturatedOutputs, worst > Most ? Severity.Problem : Severity.Warning,
            $"Saturated outputs: the decoder's {kind} sit at the {(low ? "low" : "high")} end of their range, {Words.Number(low ? outputs.Reach.Low : outputs.Reach.High)}, where the data do not, and get hardly any gradient there.",
            $"Of the data's values that are away from that end, {Words.Percent(worst)} have an output within a thousandth of it.",
            bernoulli ? "Lower training.learningRate or model.initialiserScale; logits this large no longer learn from what they got wrong."
                : "Set model.output.activation to linear, or lower training.learningRate or model.initialiserScale.",
            bernoulli ? "training.learningRate" : "model.output.activation");
    }
}

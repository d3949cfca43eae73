using Elbo.Recipes;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>What the KL divergence weighs in truth: a loss averaged over an example's values makes beta weigh as many times more.</summary>
internal sealed class UnequalWeight : ISymptom
{
    /// <summary>Weights as near to 1 as this are meant to be 1.</summary>
    private const double Rounding = 1e-3;

    public IEnumerable<Finding> Look(Observations seen)
    {
        double beta = seen.EffectiveBeta, given = seen.Recipe.Objective.Beta;
        bool averaged = seen.Recipe.Objective.Reduction == Reduction.Mean;
        // With a capacity target there is no beta.
        if (Math.Abs(beta - 1) < Rounding || seen.Recipe.Objective.Capacity.Nats is not null) yield break;
        string how = averaged
            ? $"objective.reduction is mean: the reconstruction is averaged over {Words.Count(seen.Shape.Features)} values, so beta {Words.Number(given)} weighs as {Words.Number(beta)} would with a sum"
            : $"objective.beta is {Words.Number(given)} and the reconstruction is summed over {Words.Count(seen.Shape.Features)} values";
        bool collapsed = PosteriorCollapse.IsTotal(seen) && beta > 1;
        bool spread = PriorMismatch.Farthest(seen.Codes).Distance > PriorMismatch.Far && beta < 1;
        if (beta == 0)
        {
            yield return new(Sickness.KlWeight, spread ? Severity.Problem : Severity.Warning, "The KL divergence has no weight: this is an autoencoder, whose codes spread without limit, not a model to sample from.",
                $"{how}; the codes hold {Words.Number(seen.Codes.TotalKl)} nats a picture.", "Set objective.beta to 1 for the evidence lower bound.", "objective.beta");
            yield break;
        }
        string what = collapsed ? $"The KL divergence weighs {Words.Number(beta)} times what it does in the evidence lower bound, and has won: the codes are empty."
            : spread ? $"The KL divergence weighs {Words.Number(beta)} of what it does in the evidence lower bound, too little to hold the codes to the prior."
            : $"The effective beta is {Words.Number(beta)}: the KL divergence weighs {(beta > 1 ? "more" : "less")} than in the evidence lower bound, where it is 1 in nats.";
        string gaussian = seen.Recipe.Model.Likelihood == LikelihoodKind.Gaussian
            ? $" With squared errors that is the bound of values with a standard deviation of {Words.Number(Math.Sqrt(beta / 2))} instead of 0.707." : "";
        double one = averaged ? 1.0 / seen.Shape.Features : 1;
        yield return new(Sickness.KlWeight, collapsed ? Severity.Problem : spread ? Severity.Warning : Severity.Note, what,
            $"{how}; the codes hold {Words.Number(seen.Codes.TotalKl)} nats a picture.{gaussian}",
            $"If it was not meant so, set objective.beta to {Words.Number(one)}{(averaged ? ", or objective.reduction to sum and objective.beta to 1," : "")} for the evidence lower bound.",
            averaged && collapsed ? "objective.reduction" : "objective.beta");
    }
}

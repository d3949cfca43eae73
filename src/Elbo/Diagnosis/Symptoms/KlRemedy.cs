using Elbo.Recipes;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>What to set where codes carry too little or are held too loosely: which setting rules that depends on the objective.</summary>
internal static class KlRemedy
{
    /// <summary>A dimension this near to what it may have for free is where the free bits let it be.</summary>
    private const double NearFree = 1.1;

    /// <summary>Codes that hold less than this part of a capacity do not follow it.</summary>
    private const double Follows = 0.5;

    /// <summary>How to have empty codes carry something.</summary>
    public static (string Advice, string Setting) ToCarryMore(Observations seen)
    {
        var objective = seen.Recipe.Objective;
        if (objective.Capacity.Nats is { } nats)
        {
            double now = Now(objective.Capacity, nats, seen.Step);
            return now < nats ? ($"Train longer: the capacity has reached {Words.Number(now)} of its {Words.Number(nats)} nats; or lower objective.capacity.steps, over which it rises.", "objective.capacity.steps")
                : seen.Codes.TotalKl < Follows * nats ? ($"Raise objective.capacity.weight, which is {Words.Number(objective.Capacity.Weight)}, or lower training.learningRate and train longer: the codes do not follow their capacity of {Words.Number(nats)} nats.", "objective.capacity.weight")
                : ($"Raise objective.capacity.nats: it holds the codes to {Words.Number(nats)} nats.", "objective.capacity.nats");
        }
        if (objective.FreeBits > 0)
        {
            return ($"Lower training.learningRate and train longer: objective.freeBits gives each dimension {Words.Number(objective.FreeBits)} nats for nothing, which the codes do not take; check that the encoder has no dead layer.",
                "training.learningRate");
        }
        return seen.EffectiveBeta > 1
            ? ($"Lower objective.beta: the KL divergence weighs {Words.Number(seen.EffectiveBeta)} times what it does in the evidence lower bound.", "objective.beta")
            : ("Lower objective.beta, or lower training.learningRate and train longer; check that the encoder has no dead layer.", "objective.beta");
    }

    /// <summary>How to hold a dimension to the prior; what is said last, where the weight is full, is the caller's.</summary>
    public static (string Advice, string Setting) ToHoldToPrior(Observations seen, int dimension, string otherwise)
    {
        var objective = seen.Recipe.Objective;
        if (objective.Capacity.Nats is { } nats)
        {
            double now = Now(objective.Capacity, nats, seen.Step);
            return seen.Codes.TotalKl > now + Math.Max(1, Follows * now)
                ? ($"Raise objective.capacity.weight, which is {Words.Number(objective.Capacity.Weight)}: the codes hold {Words.Number(seen.Codes.TotalKl)} nats where their capacity is {Words.Number(now)}.", "objective.capacity.weight")
                : ($"Lower objective.capacity.nats: it has the codes hold {Words.Number(nats)} nats, whatever the pictures need.", "objective.capacity.nats");
        }
        if (objective.Annealing.Kind != AnnealingKind.None && seen.Step < objective.Annealing.Steps)
            return ($"Train longer, or lower objective.annealing.steps: after {Words.Count(seen.Step)} of {Words.Count(objective.Annealing.Steps)} steps the weight of the KL divergence is not yet full for good.", "objective.annealing.steps");
        if (objective.FreeBits > 0 && seen.Codes.Kl(dimension) < NearFree * objective.FreeBits)
            return ($"Lower objective.freeBits: dimension {dimension} holds {Words.Number(seen.Codes.Kl(dimension))} nats, of which {Words.Number(objective.FreeBits)} cost nothing.", "objective.freeBits");
        return (seen.EffectiveBeta < 1 ? $"Raise objective.beta: the KL divergence weighs {Words.Number(seen.EffectiveBeta)} where the evidence lower bound has 1." : otherwise, "objective.beta");
    }

    private static double Now(CapacityOptions capacity, double nats, long step) => nats * Math.Min(1, (double)step / capacity.Steps);
}

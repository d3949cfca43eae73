namespace Elbo.Diagnosis.Symptoms;

/// <summary>Latent dimensions that the data do not need: the others carry everything, which costs nothing but a little time.</summary>
internal sealed class SpareLatents : ISymptom
{
    public IEnumerable<Finding> Look(Observations seen)
    {
        var codes = seen.Codes;
        var unused = PosteriorCollapse.Unused(codes);
        if (unused.Count == 0 || PosteriorCollapse.IsFew(codes, unused.Count)) yield break;
        int used = codes.Latent - unused.Count;
        yield return new(Sickness.SpareLatents, Severity.Note,
            $"The model uses {used} of its {codes.Latent} latent dimensions; the others carry nothing and do no harm.",
            $"Unused: {Words.List(unused)}. The used ones hold {Words.Number(codes.TotalKl)} nats a picture.",
            seen.EffectiveBeta > 1
                ? $"To have more of them used, lower objective.beta (it weighs the KL divergence {Words.Number(seen.EffectiveBeta)} times as much as the evidence lower bound does); to save time, set model.latent to {used}."
                : $"Set model.latent to {used} to save time; the bound will hardly change.", "model.latent")
        { Units = unused };
    }
}

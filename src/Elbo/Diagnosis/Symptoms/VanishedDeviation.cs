namespace Elbo.Diagnosis.Symptoms;

/// <summary>Posteriors that have shrunk to points: nothing is sampled any more, and the space between codes means nothing.</summary>
internal sealed class VanishedDeviation : ISymptom
{
    /// <summary>
    /// Deviation against the spread of the means: a five-hundredth holds 6 nats in one dimension, twice what two dimensions of
    /// handwritten digits hold each.
    /// </summary>
    private const double Least = 0.002;

    /// <summary>A mean deviation as near to the floor as this has nowhere to go.</summary>
    private const double AtFloor = 1.5;

    public IEnumerable<Finding> Look(Observations seen)
    {
        var codes = seen.Codes;
        double floor = seen.Recipe.Model.DeviationFloor;
        var vanished = new List<int>();
        bool floored = false;
        for (int d = 0; d < codes.Latent; d++)
        {
            bool atFloor = floor > 0 && codes.Deviation(d) < AtFloor * floor;
            if (!atFloor && codes.Deviation(d) > Least * Math.Sqrt(codes.VarianceOfMean(d))) continue;
            vanished.Add(d);
            floored |= atFloor;
        }
        if (vanished.Count == 0) yield break;
        int first = vanished[0];
        var (advice, setting) = KlRemedy.ToHoldToPrior(seen, first, "Check that the data are noisy enough for the likelihood, or raise objective.beta.");
        yield return new(Sickness.VanishedDeviation, vanished.Count == codes.Latent ? Severity.Problem : Severity.Warning,
            $"The posterior's standard deviation has shrunk to next to nothing in {(vanished.Count == codes.Latent ? "every dimension" : $"{vanished.Count} of {codes.Latent} dimensions")}: a plain autoencoder, whose space between the codes means nothing.",
            $"In dimension {first} the mean deviation is {Words.Number(codes.Deviation(first))}{(floored ? $" (model.deviationFloor is {Words.Number(floor)})" : "")} and the posterior means spread over {Words.Number(Math.Sqrt(codes.VarianceOfMean(first)))}; dimension{(vanished.Count == 1 ? "" : "s")} {Words.List(vanished)}.",
            advice, setting)
        { Units = vanished };
    }
}

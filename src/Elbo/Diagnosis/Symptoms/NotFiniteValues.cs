namespace Elbo.Diagnosis.Symptoms;

/// <summary>Weights or results that are NaN or infinite: nothing else that was measured means anything then.</summary>
internal sealed class NotFiniteValues : ISymptom
{
    public IEnumerable<Finding> Look(Observations seen)
    {
        string evidence;
        if (seen.BrokenParameters.Count > 0)
            evidence = $"{string.Join(", ", seen.BrokenParameters.Take(4))}{(seen.BrokenParameters.Count > 4 ? $" and {seen.BrokenParameters.Count - 4} more" : "")} {(seen.BrokenParameters.Count == 1 ? "holds" : "hold")} a NaN or an infinity.";
        else if (seen.Codes.Broken > 0)
            evidence = $"The codes of {Words.Count(seen.Codes.Broken)} of {Words.Count(seen.Codes.Broken + seen.Codes.Images)} pictures are not finite.";
        else if (seen.Outputs.Broken > 0)
            evidence = $"{Words.Percent((double)seen.Outputs.Broken / seen.Outputs.Values)} of the decoder's outputs are not finite.";
        else
            yield break;
        yield return new(Sickness.NotFinite, Severity.Problem, "The model is broken: numbers in it are not finite.", evidence,
            "Train again from an earlier checkpoint with a lower training.learningRate, or set training.clip.", "training.learningRate");
    }
}

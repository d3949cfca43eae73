using Elbo.Diagnosis.Measures;
using Elbo.Evaluation;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>
/// Latent dimensions whose posterior is the prior whatever the picture. All of them, or all but a few: the decoder has
/// learned to do without. Bowman et al., "Generating Sentences from a Continuous Space", CoNLL 2016.
/// </summary>
internal sealed class PosteriorCollapse : ISymptom
{
    /// <summary>Nats below which a dimension carries nothing: a hundredth of a nat tells two pictures apart in no way.</summary>
    private const double LeastKl = 0.01;

    /// <summary>A tenth of the dimensions in use, or a single one, is hardly a code.</summary>
    private const int Few = 10;

    /// <summary>Steps before which codes have often not begun to form; collapse may then still pass.</summary>
    public const long Young = 500;

    public IEnumerable<Finding> Look(Observations seen)
    {
        var codes = seen.Codes;
        var unused = Unused(codes);
        int used = codes.Latent - unused.Count;
        if (unused.Count == 0 || !IsFew(codes, unused.Count)) yield break;
        bool young = seen.Step < Young;
        string what = used == 0
            ? "Posterior collapse: no latent dimension carries anything about the pictures, so that the decoder draws the same blurred mean for all of them."
            : $"Posterior collapse: only {used} of {codes.Latent} latent dimensions {(used == 1 ? "carries" : "carry")} anything about the pictures.";
        string evidence = $"Dimension{(unused.Count == 1 ? "" : "s")} {Words.List(unused)} {(unused.Count == 1 ? "has" : "have")} a KL divergence below {Words.Number(LeastKl)} nats and a variance of the posterior mean below {Words.Number(LatentUsage.ActiveVariance)}; all {codes.Latent} together hold {Words.Number(codes.TotalKl)} nats a picture.";
        var (advice, setting) = !young ? KlRemedy.ToCarryMore(seen)
            : ($"Train longer first: {Words.Count(seen.Step)} steps are few for codes to form.", seen.Recipe.Training.Epochs is null ? "training.steps" : "training.epochs");
        yield return new(Sickness.PosteriorCollapse, used == 0 && !young ? Severity.Problem : Severity.Warning, what, evidence, advice, setting)
        { Units = unused };
    }

    /// <summary>Indices of the dimensions that carry nothing.</summary>
    public static List<int> Unused(CodeStatistics codes)
    {
        var unused = new List<int>();
        for (int d = 0; d < codes.Latent; d++)
            if (codes.Kl(d) < LeastKl && !LatentUsage.IsActive(codes.VarianceOfMean(d))) unused.Add(d);
        return unused;
    }

    /// <summary>Whether the codes say nothing at all.</summary>
    public static bool IsTotal(Observations seen) => Unused(seen.Codes).Count == seen.Codes.Latent;

    /// <summary>Whether so few dimensions are used that it is more than spare room.</summary>
    public static bool IsFew(CodeStatistics codes, int unused) => codes.Latent - unused <= Math.Max(1, codes.Latent / Few);
}

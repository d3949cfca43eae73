using Elbo.Evaluation;

namespace Elbo.Reports;

/// <summary>The figures by which the model is judged.</summary>
internal static class EvaluationSection
{
    public static void Add(Html page, ReportContents contents)
    {
        page.Add($"<section id=\"evaluation\" class=\"half\">\n<h2>Evaluation</h2>\n");
        if (contents.Parts.Evaluation is not { } e) page.Add($"<p class=\"missing\">The model was not measured; elbo evaluate {Quoted.Word(contents.Run.Path)} prints its figures.</p>\n");
        else
        {
            page.Add($"<div class=\"scroll\"><table><caption>{Shown.Count(e.Estimate.Images, contents.Noun)} of {e.Data}</caption><tbody>\n");
            foreach (var (name, value, unit) in Rows(e, contents.Noun)) page.Add($"<tr><th scope=\"row\">{name}</th><td>{value}</td><td>{unit}</td></tr>\n");
            page.Add($"</tbody></table></div>\n");
            foreach (string note in e.Notes) page.Add($"<p class=\"muted\">{note}</p>\n");
            string[] missing = [.. Missing(e, contents.Drawable)];
            if (missing.Length > 0)
                page.Add($"<p class=\"muted\">Not measured here: {string.Join(", ", missing)}. Get them with <code>elbo evaluate {Quoted.Word(contents.Run.Path)} --samples 5000</code>.</p>\n");
        }
        page.Add($"</section>\n");
    }

    private static IEnumerable<(string Name, string Value, string Unit)> Rows(ModelEvaluation e, string noun)
    {
        yield return ("Evidence lower bound", WithError(e.Estimate.Elbo, e.StandardError), $"nats per {noun}");
        yield return ("Distortion, −ln p(x|z)", Shown.Number(e.Distortion, 2), $"nats per {noun}");
        yield return ("Rate, KL(q(z|x)‖p(z))", Shown.Number(e.Rate, 2), $"nats per {noun}");
        if (e.LikelihoodConstant == 0) yield return ("The bound in bits", Shown.Number(e.Estimate.BitsPerDimension, 4), "bits per dimension");
        else yield return ("Left out of the distortion, a constant", Shown.Number(e.LikelihoodConstant, 2), $"nats per {noun}");
        yield return ("Active units", $"{Shown.Count(e.ActiveUnits)} of {Shown.Count(e.MeanVariance.Length)}", $"variance of the mean > {Shown.Short(LatentUsage.ActiveVariance)}");
        if (e.Bound is { } bound)
            yield return ($"Importance-weighted bound, {Shown.Count(bound.Samples, "sample")}", WithError(bound.Nats, bound.StandardError), $"nats per {noun}, {Shown.Count(bound.Images, noun)}");
        if (e.Quality is { } quality)
        {
            yield return ("PSNR of reconstructions", Shown.Number(quality.Psnr, 2), $"dB, mean over {Shown.Count(quality.Images, "picture")}");
            yield return ("SSIM of reconstructions", Shown.Number(quality.Ssim, 4), "mean");
            yield return ("Compression", $"{Shown.Short(quality.Ratio)} : 1", $"{Shown.Count(quality.Values)} values → {Shown.Count(quality.Latent)}");
        }
        if (e.Frechet is { } distance)
        {
            yield return ("Fréchet distance of samples", Shown.Short(distance.Samples), $"in the {Shown.Count(distance.Features)} features of a classifier of accuracy {Shown.Number(100 * distance.Accuracy, 1)} % trained here (not an FID)");
            yield return ("Fréchet distance of reconstructions", Shown.Short(distance.Reconstructions), $"training pictures reach {Shown.Short(distance.Floor)}");
        }
        if (e.Memorisation is { } memorisation)
            yield return ("Distance of samples to the nearest training picture", Shown.Short(memorisation.SampleDistance), $"test pictures: {Shown.Short(memorisation.TestDistance)}");
    }

    private static IEnumerable<string> Missing(ModelEvaluation e, bool drawable)
    {
        if (e.Bound is null) yield return "the importance-weighted bound";
        if (!drawable) yield break;
        if (e.Frechet is null) yield return "the Fréchet distance";
        if (e.Memorisation is null) yield return "the nearest training pictures of samples";
    }

    private static string WithError(double value, double error) =>
        double.IsFinite(error) ? $"{Shown.Number(value, 2)} ± {Shown.Number(error, 2)}" : Shown.Number(value, 2);
}

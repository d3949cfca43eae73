using Elbo.Diagnosis;

namespace Elbo.Reports;

/// <summary>Name, verdict and key figures.</summary>
internal static class Masthead
{
    private static readonly (string Id, string Name)[] Sections =
    [
        ("pictures", "Pictures"), ("map", "Latent map"), ("curves", "Curves"), ("latents", "Latents"), ("evaluation", "Evaluation"),
        ("doctor", "Doctor"), ("environment", "Environment"), ("reproduce", "Reproduce"),
    ];

    public static void Add(Html page, ReportContents contents)
    {
        var recipe = contents.Run.Recipe;
        page.Add($"<header>\n<div class=\"top\"><h1>{recipe.Name}</h1><button type=\"button\" id=\"theme\" hidden>Dark</button></div>\n");
        if (recipe.Description.Length > 0) page.Add($"<p class=\"muted\">{recipe.Description}</p>\n");
        page.Add($"<p class=\"verdict\">{Verdict(contents)}</p>\n");
        foreach (string note in contents.Parts.Notes) page.Add($"<p class=\"missing\">{note}</p>\n");
        page.Add($"<dl class=\"figures\">\n");
        foreach (var (name, value, unit) in Figures(contents))
            page.Add($"<div><dt>{name}</dt><dd>{value}<small>{unit}</small></dd></div>\n");
        page.Add($"</dl>\n</header>\n<nav aria-label=\"Sections\">");
        foreach (var (id, name) in Sections) page.Add($"<a href=\"#{id}\">{(id == "pictures" && contents.Noun == "row" ? "Rows" : name)}</a> ");
        page.Add($"</nav>\n");
    }

    private static string Verdict(ReportContents contents)
    {
        if (contents.Vae is null) return contents.NoModel + ".";
        string bound = contents.Parts.Evaluation is { } e
            ? $"The evidence lower bound is {Shown.Number(e.Estimate.Elbo, 2)} nats per {contents.Noun} over {Shown.Count(e.Estimate.Images, contents.Noun)} of {e.Data}"
            : "The model was not measured";
        string doctor = contents.Parts.Findings switch
        {
            null => "the doctor was not asked",
            [] => "the doctor found nothing wrong",
            [var only] => $"the doctor found {Word(only.Severity, 1)}: {Small(only.What)}",
            [var worst, ..] all => $"the doctor found {Counts(all)}, above all: {Small(worst.What)}",
        };
        return $"{bound}; {doctor}{(doctor.EndsWith('.') ? "" : ".")}";
    }

    private static string Counts(IReadOnlyList<Finding> findings)
    {
        var words = findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key).Select(group => Word(group.Key, group.Count())).ToArray();
        return words.Length < 2 ? string.Concat(words) : string.Join(", ", words[..^1]) + " and " + words[^1];
    }

    private static string Word(Severity severity, int count) => Shown.Count(count, severity.ToString().ToLowerInvariant());

    // Names and abbreviations keep their capitals.
    private static string Small(string sentence) =>
        sentence.Length > 1 && char.IsUpper(sentence[0]) && char.IsLower(sentence[1]) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;

    private static IEnumerable<(string Name, string Value, string Unit)> Figures(ReportContents contents)
    {
        if (contents.Parts.Evaluation is { } e)
        {
            yield return ("ELBO", Shown.Number(e.Estimate.Elbo, 2), "nats");
            yield return ("Reconstruction", Shown.Number(e.Estimate.Reconstruction, 2), "nats");
            yield return ("KL", Shown.Number(e.Estimate.Kl, 2), "nats");
            yield return ("Active units", Shown.Count(e.ActiveUnits), $"of {Shown.Count(e.MeanVariance.Length)}");
            if (e.LikelihoodConstant == 0) yield return ("The same in bits", Shown.Number(e.Estimate.BitsPerDimension, 4), "per dimension");
        }
        if (contents.Vae is { } vae) yield return ("Parameters", Shown.Count(vae.Store.Count), "");
        if (contents.Metrics is not [.., var last]) yield break;
        double seconds = contents.Metrics.Sum(row => row.Seconds);
        yield return ("Training", Shown.Duration(seconds), $"{Shown.Count(last.Step)} steps");
        if (seconds > 0) yield return ("Speed", Shown.Count((long)Math.Round(contents.Metrics.Sum(row => row.Seconds * row.ImagesPerSecond) / seconds)), contents.Vae?.Schema is null ? "images/s" : "rows/s");
    }
}

using Elbo.Diagnosis;

namespace Elbo.Reports;

/// <summary>What the doctor found.</summary>
internal static class FindingSection
{
    public static void Add(Html page, ReportContents contents)
    {
        page.Add($"<section id=\"doctor\" class=\"half\">\n<h2>Doctor</h2>\n");
        if (contents.Parts.Findings is not { } findings) page.Add($"<p class=\"missing\">The doctor was not asked; elbo doctor {Quoted.Word(contents.Run.Path)} asks it.</p>\n");
        else if (findings.Count == 0) page.Add($"<p>Nothing is wrong: the doctor examined metrics, codes, gradients and outputs.</p>\n");
        else foreach (var finding in findings) Add(page, finding);
        page.Add($"</section>\n");
    }

    private static void Add(Html page, Finding finding)
    {
        string kind = finding.Severity.ToString().ToLowerInvariant();
        page.Add($"<article class=\"finding {kind}\"><h3><span class=\"kind\">{kind}</span> {finding.What}</h3>\n<p>{finding.Evidence}</p>\n<p>{finding.Advice}");
        if (finding.Setting is { } setting && !finding.Advice.Contains(setting, StringComparison.Ordinal)) page.Add($" <code>{setting}</code>");
        page.Add($"</p>\n");
        if (finding.Units.Count > 0) page.Add($"<p class=\"muted\">Units {Shown.List(finding.Units)}.</p>\n");
        page.Add($"</article>\n");
    }
}

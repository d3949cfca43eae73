using Elbo.Figures;
using Elbo.Imaging.Charts;

namespace Elbo.Reports;

/// <summary>How training went.</summary>
internal static class CurveSection
{
    private const double Width = 300, Height = 230;

    public static void Add(Html page, ReportContents contents)
    {
        page.Add($"<section id=\"curves\">\n<h2>Curves</h2>\n");
        if (contents.MetricsMissing is { } why) page.Add($"<p class=\"missing\">{why}</p>\n");
        else
        {
            var charts = TrainingCurves.Charts(contents.Run.Recipe.Objective, contents.Metrics, contents.Noun == "row" ? "row" : "image");
            string[] names = charts.MaxBy(chart => chart.Chart.Series.Count).Chart.Series.Select(series => series.Name).ToArray();
            Legend(page, names);
            if (charts[0].Chart.Subtitle is { Length: > 0 } lines) page.Add($"<p class=\"muted\">{Sentence(lines)}</p>\n");
            page.Add($"<div class=\"charts\">\n");
            foreach (var (_, chart) in charts)
            {
                // Four stand in a row, or one on a phone: what the legend and the title say already is left out.
                var bare = chart with { Width = Width, Height = Height, Subtitle = "", Y = chart.Y with { Title = "" }, Series = [.. chart.Series.Select(series => series with { Name = "" })] };
                page.Add($"<figure>").AddMarkup(InlineChart.Of(bare)).Add($"</figure>\n");
            }
            page.Add($"</div>\n");
            if (contents.Metrics[^1].SkippedSteps is > 0 and var skipped)
                page.Add($"<p>{Shown.Count(skipped, "step")} were skipped because their loss or gradient was not finite.</p>\n");
        }
        page.Add($"</section>\n");
    }

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";

    private static void Legend(Html page, string[] names)
    {
        page.Add($"<p class=\"keys\">");
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].Length > 0)
                page.Add($"<span><svg width=\"22\" height=\"8\" aria-hidden=\"true\"><path d=\"M2 4h18\" stroke=\"{Palette.Colour(i)}\" stroke-width=\"3\" stroke-linecap=\"round\"/></svg> {names[i]}</span> ");
        }
        page.Add($"</p>\n");
    }
}

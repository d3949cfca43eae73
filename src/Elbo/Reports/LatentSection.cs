using System.Globalization;
using Elbo.Evaluation;
using Elbo.Imaging.Charts;

namespace Elbo.Reports;

/// <summary>What each latent dimension carries.</summary>
internal static class LatentSection
{
    private const int MostBars = 400, FewBars = 60;

    public static void Add(Html page, ReportContents contents)
    {
        bool few = contents.Parts.Evaluation is not { } measured || measured.KlPerDimension.Length <= FewBars;
        page.Add($"<section id=\"latents\" class=\"{(few ? "half" : "")}\">\n<h2>Latent dimensions</h2>\n");
        if (contents.Parts.Evaluation is not { } e) page.Add($"<p class=\"missing\">The model was not measured; elbo evaluate {Quoted.Word(contents.Run.Path)} prints its figures.</p>\n");
        else
        {
            int[] order = LatentOrder.ByKl(e.KlPerDimension), shown = order[..Math.Min(order.Length, MostBars)];
            var chart = new BarChart
            {
                Title = "KL divergence",
                Width = few ? Math.Clamp(110 + (26 * shown.Length), 340, 590) : 1180,
                Height = 260,
                X = new Axis { Title = "latent dimension" },
                Y = new Axis { Title = "KL", Unit = "nats" },
                Bars = [.. shown.Select(d => new Bar(d.ToString(CultureInfo.InvariantCulture), e.KlPerDimension[d], Pale: !Active(e, d)))],
            };
            page.Add($"<p class=\"muted\">{Shown.Count(e.ActiveUnits)} of {Shown.Count(order.Length, "latent dimension")} active: the posterior’s mean varies by more than {LatentUsage.ActiveVariance.ToString(CultureInfo.InvariantCulture)} over the {contents.Noun}s. Ordered by KL divergence");
            page.Add($"{(e.ActiveUnits < order.Length ? "; those that are not active are grey" : "")}{(shown.Length < order.Length ? $"; the first {shown.Length} are drawn" : "")}.</p>\n");
            page.Add($"<figure class=\"wide\" aria-label=\"KL divergence of each latent dimension\">").AddMarkup(InlineChart.Of(chart)).Add($"</figure>\n");
        }
        page.Add($"</section>\n");
    }

    private static bool Active(ModelEvaluation e, int dimension) => LatentUsage.IsActive(e.MeanVariance[dimension]);
}

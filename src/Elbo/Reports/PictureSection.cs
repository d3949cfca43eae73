using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Imaging;

namespace Elbo.Reports;

/// <summary>Reconstructions, samples, the manifold, how samples came to be, and what other verbs drew.</summary>
internal static class PictureSection
{
    private const int LongestSide = 1000;

    public static void Add(Html page, ReportContents contents, CancellationToken cancellation)
    {
        page.Add($"<section id=\"pictures\">\n<h2>{(contents.Noun == "row" ? "Rows" : "Pictures")}</h2>\n");
        if (contents.Vae is not { } vae) page.Add($"<p class=\"missing\">{contents.NoModel}.</p>\n");
        else if (vae.Schema is { } schema && contents.Noun == "row") RowTables.Add(page, contents, vae, schema);
        else if (!contents.Drawable) page.Add($"<p class=\"missing\">Examples of {contents.Pictures.Shape.ToString()} cannot be drawn; pictures have one channel or three.</p>\n");
        else
        {
            page.Add($"<div class=\"sheets\">\n");
            Sheets(page, contents, vae, cancellation);
            MovingPicture.Add(page, contents.Run);
            OtherFigures.Add(page, contents.Run);
            page.Add($"</div>\n");
        }
        page.Add($"</section>\n");
    }

    private static void Sheets(Html page, ReportContents contents, Vae vae, CancellationToken cancellation)
    {
        var layout = vae.Shape.Channels == 1 ? PairLayout.Over : PairLayout.Beside;
        var (rows, columns) = layout == PairLayout.Over ? (5, 10) : (10, 5);
        if (contents.Pictures.Count == 0) page.Add($"<p class=\"missing\">The data hold no pictures to reconstruct.</p>\n");
        else
        {
            Sheet(page, Figures.Sheets.Reconstructions(vae, contents.Pictures, rows, columns, layout), "Reconstructions",
                $"The first {contents.Split} pictures, each {(layout == PairLayout.Over ? "above" : "to the left of")} its reconstruction from the posterior’s mean.");
        }
        cancellation.ThrowIfCancellationRequested();
        Sheet(page, Figures.Sheets.Samples(vae), "Samples", $"Decoded from draws of the prior{(vae.Classes > 0 ? ", a class to each row" : "")}.");
        cancellation.ThrowIfCancellationRequested();
        var (first, second) = Plane(contents, vae);
        Sheet(page, Figures.Sheets.Manifold(vae, ManifoldGrid.Quantiles, first, second, cancellation: cancellation), "Manifold", vae.Latent == 1
            ? "Decoded along the only latent dimension, at quantiles of the prior from 5 to 95 %."
            : $"Decoded over a plane of the latent space, latent {first} to the right and {second} upwards, at quantiles of the prior from 5 to 95 %{(vae.Latent > 2 ? "; all others are 0" : "")}{(vae.Classes > 0 ? "; all pictures of the first class" : "")}.");
    }

    private static (int First, int Second) Plane(ReportContents contents, Vae vae) =>
        vae.Latent <= 2 || contents.Parts.Evaluation is not { } e ? (0, Math.Min(1, vae.Latent - 1)) : LatentOrder.TopTwo(e.KlPerDimension);

    private static void Sheet(Html page, Pixmap sheet, string title, string caption)
    {
        var shown = EmbeddedPicture.Within(sheet, LongestSide);
        page.Add($"<figure><img src=\"{EmbeddedPicture.Png(shown)}\" width=\"{shown.Width}\" height=\"{shown.Height}\" alt=\"{title}: {caption}\">");
        page.Add($"<figcaption><b>{title}.</b> {caption}</figcaption></figure>\n");
    }
}

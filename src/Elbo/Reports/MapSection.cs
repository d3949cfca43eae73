namespace Elbo.Reports;

/// <summary>The latent map, which the page's script draws.</summary>
internal static class MapSection
{
    public static void Add(Html page, ReportContents contents, LatentMap? map)
    {
        page.Add($"<section id=\"map\">\n<h2>Latent map</h2>\n");
        if (map is null)
        {
            page.Add($"<p class=\"missing\">{(contents.Vae is null ? contents.NoModel : $"The data hold no {contents.Noun}s, so there are no codes to show")}.</p>\n</section>\n");
            return;
        }
        string some = map.Indices.Length < map.Total ? $"{Shown.Count(map.Indices.Length)} of {Shown.Count(map.Total)}" : $"All {Shown.Count(map.Indices.Length)}";
        string colour = map.Labels is not null ? "The colour is the label."
            : contents.Noun == "row" ? "There are no labels, so the colour is how unlikely the model finds each row: bright for those that it expects least."
            : $"There are no labels, so the colour is each picture’s mean {(map.Tints is null ? "brightness" : "colour")}.";
        string prior = map.Plane.Prior ? " Circles are 1, 2 and 3 standard deviations of the prior." : "";
        page.Add($"<p class=\"muted\">{map.Plane.Method} {some} {map.Split} {contents.Noun}s. {colour}{prior}");
        if (contents.Tsne is null && contents.Vae is { Latent: > 2 })
        {
            string table = Quoted.Word(contents.Run.FigurePath(MapFile.Name)), run = Quoted.Word(contents.Run.Path);
            page.Add($" A t-SNE map takes its place after <code>elbo latent {run} --map tsne --split {contents.MapSplit} --csv {table}</code> and <code>elbo report {run}</code>.");
        }
        page.Add($"</p>\n");
        page.Add($"<noscript><p class=\"missing\">The map needs JavaScript, which this browser does not run.</p></noscript>\n");
        page.Add($"<div id=\"map-view\" class=\"map\" hidden>\n<div class=\"stage\"><canvas id=\"map-canvas\" tabindex=\"0\" role=\"img\" aria-describedby=\"map-keys\" ");
        page.Add($"aria-label=\"Map of {Shown.Count(map.Indices.Length, "code")}: {map.Plane.XTitle} to the right, {map.Plane.YTitle} upwards\"></canvas>\n");
        page.Add($"<div id=\"map-card\" class=\"card\" hidden><canvas id=\"card-picture\"></canvas><div id=\"card-text\"></div></div>\n");
        page.Add($"<div class=\"tools\"><button type=\"button\" id=\"map-in\" aria-label=\"Zoom in\">+</button><button type=\"button\" id=\"map-out\" aria-label=\"Zoom out\">−</button>");
        page.Add($"<button type=\"button\" id=\"map-all\">All</button><button type=\"button\" id=\"map-mode\" aria-pressed=\"false\">Pictures</button></div>\n</div>\n");
        page.Add($"<div class=\"side\"><div id=\"map-legend\" class=\"legend\"></div>\n");
        page.Add($"<div class=\"detail\"><canvas id=\"detail-picture\" hidden></canvas><div id=\"detail-text\" aria-live=\"polite\">Point at a code, or tap it, to see its {(contents.Noun == "row" ? "code" : "picture")}.</div>");
        page.Add($"<canvas id=\"detail-code\" hidden></canvas><div id=\"detail-caption\" class=\"muted\"></div></div>\n");
        page.Add($"<p id=\"map-keys\" class=\"muted\">Wheel or pinch zooms, dragging moves. With the keyboard: + − 0, arrows, and Enter for the code nearest to the middle.</p></div>\n</div>\n</section>\n");
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Elbo.Reports;

/// <summary>The page around the report: one file with its style sheet and script inside, which may run nothing else and fetch nothing.</summary>
internal static class PageTemplate
{
    private static readonly string[] Scripts = ["theme.js", "report.js", "map-codes.js", "map-view.js", "map-drawing.js", "map-legend.js", "map.js"];

    /// <summary>The whole document.</summary>
    /// <param name="title">Its title, as text.</param>
    /// <param name="body">Its body, as markup.</param>
    /// <param name="data">A JSON document for the script in which no &lt; is left as such, or null.</param>
    public static string Fill(string title, Html body, string? data)
    {
        string style = Resource("report.css"), script = string.Join('\n', Scripts.Select(Resource));
        var html = new Html();
        html.Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy(style, script)}\">\n");
        html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Add($"<meta name=\"generator\" content=\"Elbo {Runs.RunInfo.CurrentVersion}\">\n<link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n");
        html.Add($"<style>").AddMarkup(style).Add($"</style>\n</head>\n<body>\n").AddMarkup(body.ToString());
        if (data is not null) html.Add($"<script type=\"application/json\" id=\"map-data\">").AddMarkup(data).Add($"</script>\n");
        html.Add($"<script>").AddMarkup(script).Add($"</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>Nothing from outside; of what is inside, only this style sheet and this script.</summary>
    internal static string Policy(string style, string script) =>
        $"default-src 'none'; img-src data:; style-src {Digest(style)}; script-src {Digest(script)}; base-uri 'none'; form-action 'none'";

    private static string Digest(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    /// <summary>A style sheet or script of the page.</summary>
    internal static string Resource(string name) => Text(typeof(PageTemplate).Assembly.GetManifestResourceStream("Elbo.Reports." + name), name);

    /// <summary>The text of a resource.</summary>
    /// <exception cref="InvalidOperationException">There is no such resource.</exception>
    internal static string Text(Stream? resource, string name)
    {
        using var stream = resource ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A browser reads any line end as a line feed before it takes the digest.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

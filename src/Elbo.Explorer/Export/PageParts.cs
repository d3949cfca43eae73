using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Elbo.Reports;
using Elbo.Runs;

namespace Elbo.Explorer.Export;

/// <summary>The page around a decoder: one file with its style sheet and script inside, which may run nothing else and fetch nothing.</summary>
internal static partial class PageParts
{
    // Each uses only those before it, and the report's theme.
    private static readonly string[] Scripts =
    [
        "decoder/halves.js", "decoder/activations.js", "decoder/products.js", "decoder/dense.js", "decoder/convolution.js", "decoder/resampling.js", "decoder/decoder.js",
        "export/state.js", "export/picture.js", "export/plane.js", "export/pad.js", "export/sliders.js", "export.js",
    ];

    /// <summary>The page's pieces of text in order; null where the weights belong.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="name">The page's name.</param>
    /// <param name="model">What the script reads; given once all else is known.</param>
    public static IReadOnlyList<byte[]?> Of(Vae vae, string name, Func<long, byte[]> model)
    {
        string style = Resource("export.css"), script = string.Join('\n', Scripts.Select(Resource).Prepend(PageTemplate.Resource("theme.js")));
        string[] texts = Place().Split(Resource("export.html"));
        var pieces = new byte[]?[texts.Length];
        int late = -1;
        for (int i = 0; i < texts.Length; i++)
        {
            // What was caught stands between the texts.
            if (i % 2 == 1 && texts[i] == "model") late = i;
            else pieces[i] = i % 2 == 1 && texts[i] == "weights" ? null : Encoding.UTF8.GetBytes(i % 2 == 0 ? texts[i] : texts[i] switch
            {
                "policy" => PageTemplate.Policy(style, script),
                "name" => WebUtility.HtmlEncode(name),
                "description" => WebUtility.HtmlEncode(vae.Recipe.Description),
                "version" => WebUtility.HtmlEncode(RunInfo.CurrentVersion),
                "style" => style,
                "script" => script,
                _ => throw new InvalidOperationException($"The template names {texts[i]}, which is no part of the page."),
            });
        }
        pieces[late] = model(pieces.Sum(piece => piece?.LongLength ?? 0));
        return pieces;
    }

    private static string Resource(string name)
    {
        var assembly = typeof(PageParts).Assembly;
        // The build names folders as its own system does.
        return PageTemplate.Text(assembly.GetManifestResourceStream("Elbo.Explorer.Web/" + name) ?? assembly.GetManifestResourceStream("Elbo.Explorer.Web/" + name.Replace('/', '\\')), name);
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}

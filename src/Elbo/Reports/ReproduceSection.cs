using System.Text;
using Elbo.Data;

namespace Elbo.Reports;

/// <summary>How to train the same model again.</summary>
internal static class ReproduceSection
{
    public static void Add(Html page, ReportContents contents)
    {
        string json = contents.Run.Recipe.ToJson() + "\n";
        page.Add($"<section id=\"reproduce\">\n<h2>Train it again</h2>\n");
        page.Add($"<p>The recipe below says everything. Save it as <code>recipe.json</code>, or take the one in the run’s directory. The same recipe, data and seed give the same weights, bit for bit, with any number of threads.</p>\n");
        page.Add($"<div class=\"code\"><pre id=\"commands\">{Commands(contents)}</pre><button type=\"button\" class=\"copy\" data-copy=\"commands\" hidden>Copy</button></div>\n");
        page.Add($"<details><summary>Recipe</summary>\n<p><a download=\"recipe.json\" href=\"data:application/json;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(json))}\">Save recipe.json</a></p>\n");
        page.Add($"<div class=\"code\"><pre id=\"recipe\">{json}</pre><button type=\"button\" class=\"copy\" data-copy=\"recipe\" hidden>Copy</button></div></details>\n");
        if (contents.Run.Recipe.Source.Length > 0) page.Add($"<p class=\"muted\">The recipe follows: {contents.Run.Recipe.Source}</p>\n");
        page.Add($"</section>\n");
    }

    private static string Commands(ReportContents contents)
    {
        string name = contents.Run.Recipe.Data.Name;
        string fetch = Datasets.IsFetched(name) ? $"elbo data get {name}\n" : "";
        return $"{fetch}elbo train recipe.json\n";
    }
}

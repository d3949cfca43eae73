using Elbo.Data.Tables;
using Elbo.Evaluation;
using Elbo.Likelihoods;

namespace Elbo.Reports;

/// <summary>What stands in the place of pictures for a table: the rows that the model expects least, new rows, and what each column costs.</summary>
internal static class RowTables
{
    private const int Unlikely = 8, Drawn = 12, MostColumns = 24;

    public static void Add(Html page, ReportContents contents, Vae vae, TableSchema schema)
    {
        int columns = Math.Min(schema.Columns.Count, MostColumns);
        string rest = columns < schema.Columns.Count ? $" The first {columns} of {schema.Columns.Count} columns are shown." : "";
        if (contents.Pictures.Count > 0)
        {
            var scores = ExampleScores.Of(vae, contents.Pictures);
            int[] order = [.. Enumerable.Range(0, scores.Count).OrderBy(scores.Elbo).Take(Unlikely)];
            var rows = (TableDataset)contents.Pictures;
            Table(page, $"The {contents.Split} rows that the model expects least, by their evidence lower bound.{rest}", schema, columns, "nats",
                [.. order.Select(i => (Shown.Number(scores.Elbo(i), 2), rows.Example(i).ToArray()))]);
            Costs(page, schema, scores);
        }
        float[] samples = TableDraws.Of(vae, vae.DrawLabels(Drawn, 1), Drawn, 1);
        int width = schema.Shape.Features;
        Table(page, $"New rows, drawn from the prior and the likelihood.{rest}", schema, columns, "",
            [.. Enumerable.Range(0, Drawn).Select(i => ($"{i + 1}", samples.AsSpan(i * width, width).ToArray()))]);
    }

    private static void Table(Html page, string caption, TableSchema schema, int columns, string first, (string Name, float[] Row)[] rows)
    {
        page.Add($"<div class=\"scroll\"><table><caption>{caption}</caption><thead><tr><th scope=\"col\">{first}</th>");
        for (int c = 0; c < columns; c++) page.Add($"<th scope=\"col\">{schema.Columns[c].Name}</th>");
        page.Add($"</tr></thead><tbody>\n");
        foreach (var (name, row) in rows)
        {
            page.Add($"<tr><th scope=\"row\">{name}</th>");
            for (int c = 0; c < columns; c++) page.Add($"<td>{TableText.Cell(schema, row, c)}</td>");
            page.Add($"</tr>\n");
        }
        page.Add($"</tbody></table></div>\n");
    }

    private static void Costs(Html page, TableSchema schema, ExampleScores scores)
    {
        var means = new double[schema.Columns.Count];
        for (int row = 0; row < scores.Count; row++)
        {
            var nats = scores.Columns(row);
            for (int c = 0; c < nats.Length; c++) means[c] += nats[c] / scores.Count;
        }
        if (scores.Columns(0).IsEmpty) return;
        page.Add($"<div class=\"scroll\"><table><caption>What each column costs: −ln p(x|z), the mean over the rows; below 0 where a number is met more closely than its column varies.</caption><tbody>\n");
        foreach (int c in Enumerable.Range(0, means.Length).OrderByDescending(c => means[c]).Take(MostColumns))
            page.Add($"<tr><th scope=\"row\">{schema.Columns[c].Name}</th><td>{schema.Columns[c].Kind.ToString().ToLowerInvariant()}</td><td>{Shown.Number(means[c], 3)}</td><td>nats</td></tr>\n");
        page.Add($"</tbody></table></div>\n");
    }
}

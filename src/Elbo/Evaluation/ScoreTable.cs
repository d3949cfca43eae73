using System.Globalization;
using Elbo.Data.Tables;
using Elbo.Formats;
using Elbo.Runs;
using Elbo.Serving;

namespace Elbo.Evaluation;

/// <summary>Scores as comma-separated values, a line for each example.</summary>
public static class ScoreTable
{
    private const int Shown = 3;

    /// <summary>
    /// Writes the columns row (from 1; of pictures index, from 0, as everywhere), elbo, reconstruction, kl, all in nats, and percentile: how unusual it is among the ordinary ones, 100
    /// the most; for tables also the three columns that lie furthest above what they cost among those, and by how many nats each.
    /// </summary>
    /// <param name="path">The file, replaced only when all is on disk.</param>
    /// <param name="scores">What was scored.</param>
    /// <param name="ordinary">Scores of ordinary examples, to whose columns others are compared; null where there are none.</param>
    /// <param name="usual">Which bounds are usual; null where nobody knows, which leaves the percentiles empty.</param>
    /// <param name="schema">The table's columns; null for other data.</param>
    /// <exception cref="ElboException">The file cannot be written.</exception>
    public static void Save(string path, ExampleScores scores, ExampleScores? ordinary, Calibration? usual, TableSchema? schema)
    {
        ArgumentNullException.ThrowIfNull(scores);
        int width = schema is null || scores.Count == 0 ? 0 : scores.Columns(0).Length, shown = Math.Min(Shown, width);
        double[] means = Means(ordinary is { Count: > 0 } ? ordinary : scores, width);
        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            text.Write((schema is null ? "index" : "row") + ",elbo,reconstruction,kl,percentile");
            for (int i = 1; i <= shown; i++) text.Write(string.Create(CultureInfo.InvariantCulture, $",column{i},excess{i}"));
            text.WriteLine();
            for (int row = 0; row < scores.Count; row++)
            {
                text.Write(string.Create(CultureInfo.InvariantCulture, $"{First(schema is not null) + row},{scores.Elbo(row):F4},{scores.Reconstruction[row]:F4},{scores.Kl[row]:F4},"));
                if (usual is not null) text.Write(usual.Percentile(scores.Elbo(row)).ToString("F2", CultureInfo.InvariantCulture));
                double[] excess = scores.Columns(row).ToArray();
                for (int c = 0; c < width; c++) excess[c] -= means[c];
                foreach (int c in Enumerable.Range(0, width).OrderByDescending(c => excess[c]).Take(shown))
                    text.Write(string.Create(CultureInfo.InvariantCulture, $",{CsvCell.Of(schema!.Columns[c].Name)},{excess[c]:F4}"));
                text.WriteLine();
            }
        });
    }

    /// <summary>The number of the first one: rows are counted as people do, pictures as programs do.</summary>
    internal static int First(bool rows) => rows ? 1 : 0;

    private static double[] Means(ExampleScores scores, int width)
    {
        var means = new double[width];
        for (int row = 0; row < scores.Count; row++)
        {
            var nats = scores.Columns(row);
            for (int c = 0; c < width; c++) means[c] += nats[c] / scores.Count;
        }
        return means;
    }
}

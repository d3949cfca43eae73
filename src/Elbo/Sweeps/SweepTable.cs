using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Elbo.Formats;

namespace Elbo.Sweeps;

/// <summary>A sweep's runs and what they reached.</summary>
/// <param name="Recipe">The name of the recipe.</param>
/// <param name="Path">The sweep's folder.</param>
/// <param name="Keys">The settings that vary.</param>
/// <param name="Rows">A row for each run.</param>
public sealed record SweepTable(string Recipe, string Path, IReadOnlyList<string> Keys, IReadOnlyList<SweepRow> Rows)
{
    // Leaves letters such as ‖ and ' as they are.
    private static readonly SweepJson Json = new(new JsonSerializerOptions(SweepJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static readonly string[] Columns =
    [
        "state", "steps", "epochs", "skippedSteps", "seconds", "trainingLoss", "trainingReconstruction", "trainingKl", "testLoss", "testReconstruction", "testKl",
        "elbo", "bitsPerDimension", "activeUnits", "latent", "psnr", "ssim", "testImages", "reason",
    ];

    /// <summary>The runs that failed.</summary>
    [JsonIgnore]
    public IEnumerable<SweepRow> Failed => Rows.Where(row => row.State == SweepState.Failed);

    /// <summary>A header and a line for each run: name, the varied settings, state, measurements. Cells as RFC 4180 has them.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder().AppendJoin(',', Keys.Prepend("run").Concat(Columns).Select(CsvCell.Of)).Append('\n');
        foreach (var row in Rows)
            csv.AppendJoin(',', row.Values.Prepend(row.Name).Concat(Cells(row)).Select(CsvCell.Of)).Append('\n');
        return csv.ToString();
    }

    /// <summary>The table as an indented document.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json.SweepTable) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The document is no table.</exception>
    internal static SweepTable Parse(string json)
    {
        var table = JsonSerializer.Deserialize(json, Json.SweepTable);
        bool whole = table is { Keys: not null, Rows: not null } && table.Keys.All(key => key is not null) && table.Rows.All(row => IsWhole(row, table.Keys.Count));
        return whole ? table! : throw new JsonException("It is not a table.");
    }

    // Lists may hold nulls whatever their type says, and 1e400 is read as infinite, which could not be written again.
    private static bool IsWhole(SweepRow? row, int keys) =>
        row is { Name: not null, Values: not null } && row.Values.Count == keys && row.Values.All(value => value is not null)
        && Finite(row.Seconds) && Finite(row.Training) && Finite(row.Test) && Finite(row.Elbo) && Finite(row.BitsPerDimension) && Finite(row.Psnr) && Finite(row.Ssim);

    private static bool Finite(SweepTerms? terms) => terms is null || (Finite(terms.Loss) && Finite(terms.Reconstruction) && Finite(terms.Kl));

    private static bool Finite(double? value) => value is null || double.IsFinite(value.Value);

    private static string[] Cells(SweepRow row) =>
    [
        Text(row.State.ToString().ToLowerInvariant()), Text(row.Steps), Text(row.Epochs), Text(row.SkippedSteps), Text(row.Seconds),
        Text(row.Training?.Loss), Text(row.Training?.Reconstruction), Text(row.Training?.Kl), Text(row.Test?.Loss), Text(row.Test?.Reconstruction), Text(row.Test?.Kl),
        Text(row.Elbo), Text(row.BitsPerDimension), Text(row.ActiveUnits), Text(row.Latent), Text(row.Psnr), Text(row.Ssim), Text(row.TestImages), row.Reason ?? "",
    ];

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

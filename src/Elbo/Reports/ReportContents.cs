using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Runs;

namespace Elbo.Reports;

/// <summary>All that the page is made from.</summary>
/// <param name="Run">The run.</param>
/// <param name="Vae">Its model; null while it has no checkpoint.</param>
/// <param name="Pictures">What is encoded and reconstructed: the test part of the data, or the next best that is not empty.</param>
/// <param name="Split">Which part that is, in a word.</param>
/// <param name="Parts">What was measured.</param>
internal sealed record ReportContents(RunDirectory Run, Vae? Vae, Dataset Pictures, string Split, ReportParts Parts)
{
    /// <summary>The epochs; none where they are missing or cannot be read.</summary>
    public IReadOnlyList<EpochMetrics> Metrics { get; init; } = [];

    /// <summary>Why there are no metrics; null where there are some.</summary>
    public string? MetricsMissing { get; init; }

    /// <summary>A t-SNE map that lies in the run's figures, and the pictures that it is of; null where there is none.</summary>
    public (Dataset Pictures, string Split, float[] X, float[] Y)? Tsne { get; init; }

    /// <summary>The part of the data that such a map is best of.</summary>
    public string MapSplit { get; init; } = "test";

    /// <summary>Whether examples are grey or colour, which can be drawn.</summary>
    public bool Drawable => Pictures is not TableDataset && Pictures.Shape.Channels is 1 or 3;

    /// <summary>What an example is called.</summary>
    public string Noun => Pictures is TableDataset ? "row" : "picture";

    /// <summary>What to say where a model is needed.</summary>
    public string NoModel => $"The run has no checkpoint yet; train it on with elbo train --resume {Quoted.Word(Run.Path)}";

    /// <summary>Reads what lies in the run's directory.</summary>
    public static ReportContents Of(RunDirectory run, DataSplits data, Vae? vae, ReportParts parts)
    {
        var split = ReportParts.Split(data);
        var pictures = split switch { DataSplit.Test => data.Test, DataSplit.Validation => data.Validation, _ => data.Train };
        vae?.RequireShape(pictures);
        var contents = new ReportContents(run, vae, pictures, split == DataSplit.Train ? "training" : split.ToString().ToLowerInvariant(), parts)
        {
            Tsne = vae is null ? null : MapFile.Read(run, data),
            MapSplit = MapFile.BestSplit(data),
        };
        try
        {
            var rows = run.Metrics.Read();
            return contents with { Metrics = rows, MetricsMissing = rows.Count > 0 ? null : "No epoch is over yet, so there are no curves." };
        }
        catch (ElboException error)
        {
            return contents with { MetricsMissing = error.Message };
        }
    }
}

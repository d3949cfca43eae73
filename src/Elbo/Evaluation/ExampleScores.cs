using Elbo.Data;
using Elbo.Likelihoods;
using Elbo.Serving;

namespace Elbo.Evaluation;

/// <summary>How well a model explains each example of a data set: its evidence lower bound, by which anomalies are found, and the bound's terms.</summary>
/// <remarks>The bounds are those of <see cref="Vae.Score(ReadOnlySpan{float})"/>: an example's depends on it and the model alone.</remarks>
public sealed class ExampleScores
{
    private readonly double[] reconstruction, kl, columns;
    private readonly int width;

    private ExampleScores(int count, int width) =>
        (reconstruction, kl, columns, this.width) = (new double[count], new double[count], new double[checked(count * width)], width);

    /// <summary>−ln p(x|z) of each example in nats, its mean over samples of the posterior.</summary>
    public ReadOnlySpan<double> Reconstruction => reconstruction;

    /// <summary>KL(q(z|x)‖p(z)) of each example in nats.</summary>
    public ReadOnlySpan<double> Kl => kl;

    /// <summary>Examples.</summary>
    public int Count => kl.Length;

    /// <summary>The evidence lower bound of an example in nats: the lower, the less the model expects it; −∞ where the model's arithmetic overflowed.</summary>
    public double Elbo(int example) => BoundTerms.Bound(reconstruction[example], kl[example]);

    /// <summary>The evidence lower bounds of all examples.</summary>
    public double[] Elbos() => [.. Enumerable.Range(0, Count).Select(Elbo)];

    /// <summary>What each column of a table adds to the <see cref="Reconstruction"/> of a row, in nats and in the order of the schema; empty for other data.</summary>
    public ReadOnlySpan<double> Columns(int example) => columns.AsSpan(example * width, width);

    /// <summary>What scores are usual, if these examples are.</summary>
    /// <param name="name">What they are called, for messages.</param>
    /// <exception cref="ElboException">There are none, or a bound is not finite.</exception>
    public Calibration Usual(string name) => Calibration.Of(Elbos(), name);

    /// <summary>Scores all examples. A conditional model is given their labels, and infers them where they have none.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Examples of the model's shape, or a table that fits its schema.</param>
    /// <param name="infer">Whether labels are inferred even where the data have them, to be compared with examples that have none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ElboException">The data do not fit the model.</exception>
    public static ExampleScores Of(Vae vae, Dataset data, bool infer = false, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        return Of(vae, data, [.. Enumerable.Range(0, data.Count)], infer, cancellation);
    }

    /// <summary>Scores some examples.</summary>
    internal static ExampleScores Of(Vae vae, Dataset data, int[] indices, bool infer, CancellationToken cancellation)
    {
        vae.RequireLikely(data);
        byte[] all = infer || data.Labels is null ? [] : vae.RequireLabels(data), labels = all.Length == 0 ? [] : Array.ConvertAll(indices, i => all[i]);
        int width = vae is { Schema: { } schema, Graph.Likelihood: Mixed } ? schema.Columns.Count : 0;
        var scores = new ExampleScores(indices.Length, width);
        foreach (var (start, batch) in vae.Batches(indices.Length))
        {
            cancellation.ThrowIfCancellationRequested();
            float[] rows = vae.Seen(data, indices.AsSpan(start, batch));
            using var rental = vae.Rent();
            var nats = width > 0 ? new ColumnNats(vae.Schema!, ((Mixed)vae.Graph.Likelihood).Deviations(vae.Store)) : null;
            vae.Scores.Run(rental.Workspace, rows, Inference.Part(labels, start, batch),
                new(scores.reconstruction.AsSpan(start, batch), scores.kl.AsSpan(start, batch), scores.columns.AsSpan(start * width, batch * width), nats));
        }
        return scores;
    }
}

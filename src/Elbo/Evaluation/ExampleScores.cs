using Elbo.Data;
using Elbo.Likelihoods;
using Elbo.Serving;

namespace Elbo.Evaluation;

/// <summary>How well a model explains each example of a data set: its evidence lower bound, by which anomalies are found, and the bound's terms.</summary>
/// <remarks>The bounds are those of <see cref="Vae.Score(ReadOnlySpan{float})"/>: an example's depends on it and the model alone.</remarks>
public sealed class ExampleScores
{
    private readonly double[] columns;
    private readonly int width;

    private ExampleScores(int count, int width) =>
        (Reconstruction, Kl, columns, this.width) = (new double[count], new double[count], new double[checked(count * width)], width);

    /// <summary>−ln p(x|z) of each example in nats, its mean over samples of the posterior.</summary>
    public double[] Reconstruction { get; }

    /// <summary>KL(q(z|x)‖p(z)) of each example in nats.</summary>
    public double[] Kl { get; }

    /// <summary>Examples.</summary>
    public int Count => Kl.Length;

    /// <summary>The evidence lower bound of an example in nats: the lower, the less the model expects it; −∞ where the model's arithmetic overflowed.</summary>
    public double Elbo(int example) => BoundTerms.Bound(Reconstruction[example], Kl[example]);

    /// <summary>What each column of a table adds to the <see cref="Reconstruction"/> of a row, in nats and in the order of the schema; empty for other data.</summary>
    public ReadOnlySpan<double> Columns(int example) => columns.AsSpan(example * width, width);

    /// <summary>Which scores are usual, where these examples are.</summary>
    /// <param name="name">What the examples are called.</param>
    /// <exception cref="ElboException">There are none, or a bound is not finite.</exception>
    public Calibration Calibration(string name)
    {
        var bounds = new double[Count];
        for (int i = 0; i < Count; i++) bounds[i] = Elbo(i);
        return Serving.Calibration.Of(bounds, name);
    }

    /// <summary>Scores all examples. A conditional model is given their labels, and infers them where they have none.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Examples of the model's shape, or a table that fits its schema.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ElboException">The data do not fit the model.</exception>
    public static ExampleScores Of(Vae vae, Dataset data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        vae.RequireShape(data);
        byte[] labels = data.Labels is null ? [] : vae.RequireLabels(data);
        var nats = vae is { Schema: { } schema, Graph.Likelihood: Mixed mixed } ? new ColumnNats(schema, mixed.Deviations(vae.Store)) : null;
        int width = nats is null ? 0 : vae.Schema!.Columns.Count;
        var scores = new ExampleScores(data.Count, width);
        foreach (var (start, batch) in vae.Batches(data.Count))
        {
            cancellation.ThrowIfCancellationRequested();
            float[] rows = Vae.Intensities(data, [.. Enumerable.Range(start, batch)]);
            using var rental = vae.Rent();
            vae.Scores.Run(rental.Workspace, rows, Inference.Part(labels, start, batch),
                new(scores.Reconstruction.AsSpan(start, batch), scores.Kl.AsSpan(start, batch), scores.columns.AsSpan(start * width, batch * width), nats));
        }
        return scores;
    }
}

using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;

namespace Elbo;

/// <summary>
/// A variational autoencoder ready to encode, decode and sample. Pictures go in and out as rows <c>[n][features]</c> of
/// intensities in [0, 1], channel-major; latents as rows <c>[n][latent]</c>. All methods may be called from any thread,
/// one call at a time is served.
/// </summary>
public sealed class Vae : IDisposable
{
    // A block of any model, and of a large one no more: inference holds the results of all its layers.
    private const int LargestBatch = 256, MostWidest = 8 << 20;

    private readonly Lock serving = new();
    private bool disposed;
    private readonly Tape tape;

    internal Vae(Recipe recipe, Shape shape, Preprocessing preprocessing, int threads, bool training)
    {
        (Recipe, Preprocessing) = (recipe, preprocessing);
        Store = new ParameterStore();
        Graph = new VaeGraph(recipe, shape, Store);
        BatchSize = (int)Math.Clamp(MostWidest / Graph.Widest / Lanes.Width * Lanes.Width, Lanes.Width, LargestBatch);
        Store.Allocate(training);
        Pool = new WorkerPool(threads);
        tape = new Tape(Pool, Store);
    }

    /// <summary>The recipe that made this model.</summary>
    public Recipe Recipe { get; }

    /// <summary>Shape of one example.</summary>
    public Shape Shape => Graph.Shape;

    /// <summary>Number of latent dimensions.</summary>
    public int Latent => Graph.Latent;

    /// <summary>Training steps behind these weights.</summary>
    public long Step { get; internal set; }

    /// <summary>Examples that are passed through the model together.</summary>
    internal int BatchSize { get; }

    internal Preprocessing Preprocessing { get; }

    internal VaeGraph Graph { get; }

    internal ParameterStore Store { get; }

    internal WorkerPool Pool { get; }

    /// <summary>Loads a model from a run directory (the checkpoint that its recipe selects) or from one safetensors file.</summary>
    /// <param name="path">A run directory or a checkpoint.</param>
    /// <param name="threads">Threads to use; 0 takes one for each core.</param>
    /// <exception cref="ElboException">There is nothing there, or it is damaged or not a checkpoint of Elbo's.</exception>
    public static Vae Load(string path, int threads = 0) =>
        Checkpoint.Read(Directory.Exists(path) ? Checkpoint.Selected(RunDirectory.Open(path)) : path, threads, training: false).Vae;

    /// <summary>Writes weights and recipe as safetensors, replacing the file only when all is on disk.</summary>
    public void Save(string path)
    {
        using (Enter()) Checkpoint.Write(path, this, state: null);
    }

    /// <summary>Posteriors of pictures: rows <c>[n][features]</c> → means and deviations <c>[n][latent]</c>.</summary>
    public Codes Encode(ReadOnlySpan<float> images)
    {
        int count = Rows(images, Shape.Features, nameof(images));
        var encoding = new Codes(new float[checked(count * Latent)], new float[count * Latent]);
        using (Enter())
        {
            for (int start = 0; start < count; start += BatchSize)
            {
                int batch = Math.Min(BatchSize, count - start);
                var q = Graph.Encode(tape, Load(images.Slice(start * Shape.Features, batch * Shape.Features), batch));
                CopyPosterior(q, encoding, start, batch);
            }
        }
        return encoding;
    }

    /// <summary>Posteriors of a whole data set: means and deviations <c>[n][latent]</c>.</summary>
    public Codes Encode(Dataset data)
    {
        RequireShape(data);
        var encoding = new Codes(new float[checked(data.Count * Latent)], new float[data.Count * Latent]);
        using (Enter())
        {
            foreach (var (start, batch) in Batches(data.Count))
                CopyPosterior(Graph.Encode(tape, Gather(data, start, batch, default)), encoding, start, batch);
        }
        return encoding;
    }

    /// <summary>Pictures of latents: rows <c>[n][latent]</c> → rows <c>[n][features]</c> of expected intensities, held to [0, 1].</summary>
    public float[] Decode(ReadOnlySpan<float> latents)
    {
        int count = Rows(latents, Latent, nameof(latents));
        var images = new float[checked(count * Shape.Features)];
        using (Enter())
        {
            for (int start = 0; start < count; start += BatchSize)
            {
                int batch = Math.Min(BatchSize, count - start);
                tape.Begin(batch, training: false, default);
                var z = tape.Input(new Shape(Latent));
                Lanes.Pack(latents.Slice(start * Latent, batch * Latent), batch, Latent, tape.Values(z));
                CopyIntensities(Graph.Decode(tape, z), images.AsSpan(start * Shape.Features, batch * Shape.Features));
            }
        }
        return images;
    }

    /// <summary>Pictures decoded from the posterior means of pictures.</summary>
    public float[] Reconstruct(ReadOnlySpan<float> images) => Decode(Encode(images).Mean);

    /// <summary>New pictures, decoded from draws of the prior; the same seed gives the same pictures.</summary>
    public float[] Sample(int count, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var z = new float[checked(count * Latent)];
        Graph.Prior.Sample(new Philox((ulong)seed, Streams.PriorSamples, 0), z);
        return Decode(z);
    }

    /// <summary>Intensities in [0, 1] of some examples of a data set, as rows <c>[n][features]</c>.</summary>
    public static float[] Intensities(Dataset data, ReadOnlySpan<int> indices)
    {
        var (minimum, maximum) = data.Range;
        float scale = 1 / (maximum - minimum);
        var lanes = new float[Lanes.Length(indices.Length, data.Shape.Features)];
        data.Gather(indices, scale, -minimum * scale, lanes);
        var rows = new float[indices.Length * data.Shape.Features];
        Lanes.Unpack(lanes, indices.Length, data.Shape.Features, rows);
        // Rounding can carry the extremes past the ends.
        foreach (ref float value in rows.AsSpan()) value = Math.Clamp(value, 0, 1);
        return rows;
    }

    /// <summary>The evidence lower bound over a data set with one posterior sample per example; dropout is off.</summary>
    /// <param name="data">Examples of this model's shape.</param>
    /// <param name="seed">Key of the posterior samples.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="ElboException">The data are empty, of another shape, or so far from the model's that a term is not finite.</exception>
    public ElboEstimate Evaluate(Dataset data, long seed = 1, CancellationToken cancellation = default)
    {
        var estimate = Evaluate(data, new Philox((ulong)seed, Streams.Evaluation, 0), cancellation);
        if (double.IsFinite(estimate.Elbo)) return estimate;
        string term = double.IsFinite(estimate.Kl) ? "reconstruction error" : "KL divergence";
        throw new ElboException($"The {term} of {data.Name} is not finite under this model; check that the data have the range it was trained on.");
    }

    internal ElboEstimate Evaluate(Dataset data, Philox key, CancellationToken cancellation)
    {
        RequireShape(data);
        if (data.Count == 0) throw new ElboException($"{data.Name} is empty; there is nothing to evaluate.");
        double reconstruction = 0, divergence = 0;
        using (Enter())
        {
            foreach (var (start, batch) in Batches(data.Count))
            {
                cancellation.ThrowIfCancellationRequested();
                // The step word of the key tells the batches apart.
                var x = Gather(data, start, batch, key with { Step = key.Step + (uint)(start / BatchSize) });
                var terms = Graph.Elbo(tape, x);
                reconstruction += Sum(tape, terms.Reconstruction);
                divergence += Sum(tape, terms.Divergence);
            }
        }
        return new ElboEstimate(reconstruction / data.Count, divergence / data.Count, data.Count, Shape.Features);
    }

    /// <summary>Sum over the batch of one value per example, in order, in double precision.</summary>
    internal static double Sum(Tape tape, Tensor perExample)
    {
        double sum = 0;
        var values = tape.Values(perExample);
        for (int i = 0; i < tape.Batch; i++) sum += values[i];
        return sum;
    }

    /// <summary>Ends the model's threads and frees its memory, once no call is under way.</summary>
    public void Dispose()
    {
        lock (serving)
        {
            if (disposed) return;
            disposed = true;
            tape.Dispose();
            Pool.Dispose();
            Store.Dispose();
        }
    }

    /// <summary>Keeps other threads' calls out, a training step's included.</summary>
    internal Lock.Scope Enter()
    {
        var scope = serving.EnterScope();
        if (!disposed) return scope;
        scope.Dispose();
        throw new ObjectDisposedException(nameof(Vae));
    }

    internal void RequireShape(Dataset data)
    {
        if (data.Shape != Shape)
            throw new ElboException($"{data.Name} has examples of {data.Shape}, but this model was trained on {Shape}; give data of that shape.");
    }

    private static int Rows(ReadOnlySpan<float> values, int width, string name)
    {
        if (values.Length == 0 || values.Length % width != 0)
            throw new ArgumentException($"{values.Length} values are not whole rows of {width}.", name);
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) throw new ArgumentException("A value is NaN or infinite.", name);
        }
        return values.Length / width;
    }

    private IEnumerable<(int Start, int Batch)> Batches(int count)
    {
        for (int start = 0; start < count; start += BatchSize)
            yield return (start, Math.Min(BatchSize, count - start));
    }

    private Tensor Load(ReadOnlySpan<float> intensities, int batch)
    {
        tape.Begin(batch, training: false, default);
        var x = tape.Input(Shape);
        var values = tape.Values(x);
        Lanes.Pack(intensities, batch, Shape.Features, values);
        var (scale, shift) = Preprocessing.FromIntensity;
        foreach (ref float value in values) value = MathF.FusedMultiplyAdd(value, scale, shift);
        return x;
    }

    private Tensor Gather(Dataset data, int start, int batch, Philox key)
    {
        Span<int> indices = stackalloc int[LargestBatch];
        for (int i = 0; i < batch; i++) indices[i] = start + i;
        tape.Begin(batch, training: false, key);
        var x = tape.Input(Shape);
        data.Gather(indices[..batch], Preprocessing.Scale, Preprocessing.Shift, tape.Values(x));
        return x;
    }

    private void CopyPosterior(Posteriors.GaussianParameters q, Codes encoding, int start, int batch)
    {
        tape.CopyRows(q.Mean, encoding.Mean.AsSpan(start * Latent, batch * Latent));
        tape.CopyRows(q.Deviation, encoding.Deviation.AsSpan(start * Latent, batch * Latent));
    }

    private void CopyIntensities(Tensor head, Span<float> images)
    {
        tape.CopyRows(Graph.Likelihood.Mean(tape, head), images);
        var (scale, shift) = Preprocessing.ToIntensity;
        foreach (ref float value in images) value = Math.Clamp(MathF.FusedMultiplyAdd(value, scale, shift), 0, 1);
    }
}

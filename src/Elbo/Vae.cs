using Elbo.Conditions;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Evaluation;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;

namespace Elbo;

/// <summary>
/// A variational autoencoder ready to encode, decode and sample. Pictures go in and out as rows <c>[n][features]</c> of
/// intensities in [0, 1], channel-major; latents as rows <c>[n][latent]</c>. Of a model of a table, pictures are the table's rows, in the
/// values of its <see cref="Schema"/>. All methods may be called from any thread,
/// one call at a time is served.
/// </summary>
/// <remarks>
/// A conditional model (<c>model.condition</c> label) has <see cref="Classes"/> and is given one label to each picture or code, the number of its
/// class; a data set brings its own. Where pictures come without, the labels are inferred (<see cref="InferLabels"/>); draws without are of classes
/// drawn at random; codes cannot be decoded without. An unconditional model takes no labels.
/// </remarks>
public sealed class Vae : IDisposable
{
    // A block of any model, and of a large one no more: inference holds the results of all its layers.
    private const int LargestBatch = 256, MostWidest = 8 << 20;

    private readonly Lock serving = new();
    private bool disposed;
    private readonly Tape tape;

    internal Vae(Recipe recipe, Shape shape, Preprocessing preprocessing, int threads, bool training, IReadOnlyList<string>? classNames = null, TableSchema? schema = null)
    {
        (Recipe, Preprocessing, ClassNames, Schema) = (recipe, preprocessing, classNames ?? [], schema);
        Store = new ParameterStore();
        Graph = new VaeGraph(recipe, shape, Store, Classes, schema);
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

    /// <summary>Number of classes of a conditional model, at most 256; 0 for an unconditional one.</summary>
    public int Classes => ClassNames.Count;

    /// <summary>Names of the classes, indexed by label: those of the data that the model was trained on.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The columns of the table that the model was trained on; null where it was no table.</summary>
    public TableSchema? Schema { get; }

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

    /// <summary>Posteriors of pictures: rows <c>[n][features]</c> → means and deviations <c>[n][latent]</c>. A conditional model infers their labels.</summary>
    public Codes Encode(ReadOnlySpan<float> images) => Encode(images, InferLabels(images));

    /// <summary>Posteriors of labelled pictures: rows <c>[n][features]</c>, labels <c>[n]</c> → means and deviations <c>[n][latent]</c>.</summary>
    /// <exception cref="ArgumentException">The values are no rows of pictures, or the labels not one class of this model's for each.</exception>
    public Codes Encode(ReadOnlySpan<float> images, ReadOnlySpan<byte> labels)
    {
        int count = Rows(images, Shape.Features, nameof(images));
        CheckLabels(labels, count);
        var encoding = new Codes(new float[checked(count * Latent)], new float[count * Latent]);
        using (Enter())
        {
            for (int start = 0; start < count; start += BatchSize)
            {
                int batch = Math.Min(BatchSize, count - start);
                var x = Load(tape, images.Slice(start * Shape.Features, batch * Shape.Features), batch);
                CopyPosterior(Graph.Encode(tape, x, Part(labels, start, batch)), encoding, start, batch);
            }
        }
        return encoding;
    }

    /// <summary>Posteriors of a whole data set: means and deviations <c>[n][latent]</c>. A conditional model is given its labels.</summary>
    /// <exception cref="ElboException">The data are of another shape, or lack the labels of this model's classes.</exception>
    public Codes Encode(Dataset data)
    {
        RequireShape(data);
        var labels = RequireLabels(data);
        var encoding = new Codes(new float[checked(data.Count * Latent)], new float[data.Count * Latent]);
        using (Enter())
        {
            foreach (var (start, batch) in Batches(data.Count))
                CopyPosterior(Graph.Encode(tape, Gather(data, start, batch, default), Part(labels, start, batch)), encoding, start, batch);
        }
        return encoding;
    }

    /// <summary>Pictures of latents: rows <c>[n][latent]</c> → rows <c>[n][features]</c> of expected intensities, held to [0, 1].</summary>
    /// <exception cref="ElboException">The model is conditional and needs labels.</exception>
    public float[] Decode(ReadOnlySpan<float> latents)
    {
        if (Classes > 0) throw new ElboException($"This model decodes a code together with a label ({ClassLabels.Some(ClassNames)}); give one to each code.");
        return Decode(latents, []);
    }

    /// <summary>Pictures of latents and labels: rows <c>[n][latent]</c>, labels <c>[n]</c> → rows <c>[n][features]</c> of expected intensities, held to [0, 1].</summary>
    /// <exception cref="ArgumentException">The values are no rows of latents, or the labels not one class of this model's for each.</exception>
    public float[] Decode(ReadOnlySpan<float> latents, ReadOnlySpan<byte> labels)
    {
        int count = Rows(latents, Latent, nameof(latents));
        CheckLabels(labels, count);
        var images = new float[checked(count * Shape.Features)];
        using (Enter())
        {
            for (int start = 0; start < count; start += BatchSize)
            {
                int batch = Math.Min(BatchSize, count - start);
                tape.Begin(batch, training: false, default);
                var z = tape.Input(new Shape(Latent));
                Lanes.Pack(latents.Slice(start * Latent, batch * Latent), batch, Latent, tape.Values(z));
                CopyIntensities(Graph.Decode(tape, z, Part(labels, start, batch)), images.AsSpan(start * Shape.Features, batch * Shape.Features));
            }
        }
        return images;
    }

    /// <summary>Pictures decoded from the posterior means of pictures. A conditional model infers their labels.</summary>
    public float[] Reconstruct(ReadOnlySpan<float> images) => Reconstruct(images, InferLabels(images));

    /// <summary>Pictures decoded from the posterior means of labelled pictures, under the same labels.</summary>
    /// <inheritdoc cref="Encode(ReadOnlySpan{float}, ReadOnlySpan{byte})"/>
    public float[] Reconstruct(ReadOnlySpan<float> images, ReadOnlySpan<byte> labels) => Decode(Encode(images, labels).Mean, labels);

    /// <summary>New pictures, decoded from draws of the prior; the same seed gives the same pictures. A conditional model draws their classes too, each as likely.</summary>
    public float[] Sample(int count, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Sample(count, DrawLabels(count, seed), seed);
    }

    /// <summary>New pictures of these classes, decoded from draws of the prior that depend on the seed alone.</summary>
    /// <param name="count">Pictures.</param>
    /// <param name="labels">The label of each.</param>
    /// <param name="seed">Key of the draws.</param>
    /// <exception cref="ArgumentException">There is not one class of this model's for each picture.</exception>
    public float[] Sample(int count, ReadOnlySpan<byte> labels, long seed = 1) => Decode(DrawCodes(count, seed), labels);

    /// <summary>
    /// The label that explains each picture best: of all classes the one with the lowest −ln p(x|z, y) + KL(q(z|x, y)‖p(z)) at the
    /// posterior's mean. It takes one pass per class.
    /// </summary>
    /// <param name="images">Rows <c>[n][features]</c>.</param>
    /// <returns>Labels <c>[n]</c>; none from an unconditional model.</returns>
    public byte[] InferLabels(ReadOnlySpan<float> images)
    {
        if (Classes == 0) return [];
        int count = Rows(images, Shape.Features, nameof(images));
        var labels = new byte[count];
        using (Enter())
        {
            for (int start = 0; start < count; start += BatchSize)
            {
                int batch = Math.Min(BatchSize, count - start);
                LabelInference.Run(this, tape, images.Slice(start * Shape.Features, batch * Shape.Features), labels.AsSpan(start, batch));
            }
        }
        return labels;
    }

    /// <summary>A class for each of so many pictures of a conditional model, each as likely; none of another.</summary>
    internal byte[] DrawLabels(int count, long seed)
    {
        var labels = new byte[Classes > 0 ? count : 0];
        var key = new Philox((ulong)seed, Streams.PriorLabels, 0);
        for (int i = 0; i < labels.Length; i++) labels[i] = (byte)key.Below((ulong)i, Classes);
        return labels;
    }

    /// <summary>Draws of the prior, rows <c>[count][latent]</c>.</summary>
    internal float[] DrawCodes(int count, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var z = new float[checked(count * Latent)];
        Graph.Prior.Sample(new Philox((ulong)seed, Streams.PriorSamples, 0), z);
        return z;
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
        if (data is not TableDataset)
            foreach (ref float value in rows.AsSpan()) value = Math.Clamp(value, 0, 1);
        return rows;
    }

    /// <summary>The evidence lower bound over a data set with one posterior sample per example; dropout is off.</summary>
    /// <param name="data">Examples of this model's shape.</param>
    /// <param name="seed">Key of the posterior samples.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="ElboException">The data are empty, of another shape or without the labels of this model's classes, or so far from the model's that a term is not finite.</exception>
    public ElboEstimate Evaluate(Dataset data, long seed = 1, CancellationToken cancellation = default) =>
        Evaluate(data, new Philox((ulong)seed, Streams.Evaluation, 0), cancellation).RequireFinite(data.Name);

    internal ElboEstimate Evaluate(Dataset data, Philox key, CancellationToken cancellation) => Judge(data, key, cancellation).Estimate;

    /// <summary>The bound over a data set, and the objective at the end of its schedules, by which runs and epochs can be compared.</summary>
    internal (ElboEstimate Estimate, double Loss) Judge(Dataset data, Philox key, CancellationToken cancellation)
    {
        RequireShape(data);
        if (data.Count == 0) throw new ElboException($"{data.Name} is empty; there is nothing to evaluate.");
        var labels = RequireLabels(data);
        double reconstruction = 0, divergence = 0;
        var dimensions = new double[Graph.Objective.PerDimension ? Latent : 0];
        using (Enter())
        {
            foreach (var (start, batch) in Batches(data.Count))
            {
                cancellation.ThrowIfCancellationRequested();
                // The step word of the key tells the batches apart.
                var x = Gather(data, start, batch, key with { Step = key.Step + (uint)(start / BatchSize) });
                var terms = Graph.Elbo(tape, x, Part(labels, start, batch));
                reconstruction += Sum(tape, terms.Reconstruction);
                divergence += Sum(tape, terms.Divergence);
                if (terms.Dimensions is { } each) AddRows(each, dimensions);
            }
        }
        for (int d = 0; d < dimensions.Length; d++) dimensions[d] /= data.Count;
        var estimate = new ElboEstimate(reconstruction / data.Count, divergence / data.Count, data.Count, Shape.Features);
        return (estimate, Graph.Objective.Loss(estimate.Reconstruction, estimate.Kl, dimensions));
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
        if (Schema is not null && data is TableDataset table && !Schema.Equals(table.Schema))
            throw new ElboException($"{data.Name} has other columns than the table that this model was trained on, or the same with other values; load it with the model's schema.");
        if (data.Shape != Shape || (Schema is not null && data is not TableDataset))
            throw new ElboException($"{data.Name} has examples of {data.Shape}, but this model was trained on {Shape}; give data of that shape.");
    }

    /// <summary>The data's labels if the model is conditional, otherwise none.</summary>
    /// <exception cref="ElboException">They lack labels, or have others than this model's classes.</exception>
    internal byte[] RequireLabels(Dataset data)
    {
        ClassLabels.Require(ClassNames, data);
        return Classes > 0 ? data.Labels! : [];
    }

    /// <summary>The labels of a conditional model's pictures: the data's own, inferred where they have none; no labels for an unconditional model.</summary>
    internal byte[] LabelsOf(Dataset data, ReadOnlySpan<int> indices, ReadOnlySpan<float> images)
    {
        if (Classes == 0 || data.Labels is null) return InferLabels(images);
        var (all, labels) = (RequireLabels(data), new byte[indices.Length]);
        for (int i = 0; i < labels.Length; i++) labels[i] = all[indices[i]];
        return labels;
    }

    private void CheckLabels(ReadOnlySpan<byte> labels, int count)
    {
        if (Classes == 0 && labels.Length > 0) throw new ArgumentException("This model was trained without labels; give none.", nameof(labels));
        if (Classes == 0) return;
        if (labels.Length != count) throw new ArgumentException($"{labels.Length} labels were given to {count} examples; give one to each.", nameof(labels));
        foreach (byte label in labels)
        {
            if (label >= Classes) throw new ArgumentException($"There is no label {label}; this model has {Classes} classes, numbered from 0.", nameof(labels));
        }
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> labels, int start, int count) => labels.IsEmpty ? labels : labels.Slice(start, count);

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

    /// <summary>Begins a step of the tape with pictures as its input.</summary>
    internal Tensor Load(Tape tape, ReadOnlySpan<float> intensities, int batch)
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

    private void AddRows(Tensor perDimension, double[] sums)
    {
        var rows = new float[tape.Batch * sums.Length];
        tape.CopyRows(perDimension, rows);
        for (int i = 0; i < rows.Length; i++) sums[i % sums.Length] += rows[i];
    }

    private void CopyPosterior(Posteriors.GaussianParameters q, Codes encoding, int start, int batch)
    {
        tape.CopyRows(q.Mean, encoding.Mean.AsSpan(start * Latent, batch * Latent));
        tape.CopyRows(q.Deviation, encoding.Deviation.AsSpan(start * Latent, batch * Latent));
    }

    private void CopyIntensities(Tensor head, Span<float> images)
    {
        tape.CopyRows(Graph.Likelihood.Mean(tape, head), images);
        if (Schema is not null) return;
        var (scale, shift) = Preprocessing.ToIntensity;
        foreach (ref float value in images) value = Math.Clamp(MathF.FusedMultiplyAdd(value, scale, shift), 0, 1);
    }
}

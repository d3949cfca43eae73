using Elbo.Conditions;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Evaluation;
using Elbo.Formats;
using Elbo.Likelihoods;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Serving;
using Elbo.Tensors;

namespace Elbo;

/// <summary>
/// A variational autoencoder ready to encode, decode and sample. Pictures go in and out as rows <c>[n][features]</c> of
/// intensities in [0, 1], channel-major; latents as rows <c>[n][latent]</c>. Of a model of a table, pictures are the table's rows, in the
/// values of its <see cref="Schema"/>. All methods may be called from any thread; as many calls run side by side as the model has
/// threads, the others wait, and results depend on neither. While the model is trained, a call is served between two steps. Calls that are
/// given spans to write to allocate nothing in a steady state.
/// </summary>
/// <remarks>
/// A conditional model (<c>model.condition</c> label) has <see cref="Classes"/> and is given one label to each picture or code, the number of its
/// class; a data set brings its own. Where pictures come without, the labels are inferred (<see cref="InferLabels"/>); draws without are of classes
/// drawn at random; codes cannot be decoded without. An unconditional model takes no labels.
/// </remarks>
public sealed class Vae : IDisposable
{
    // A block of any model, and of a large one no more: inference holds the results of all its layers.
    internal const int LargestBatch = 256;
    private const int MostWidest = 8 << 20;

    private readonly Workspaces workspaces;

    internal Vae(Recipe recipe, Shape shape, Preprocessing preprocessing, int threads, bool training, IReadOnlyList<string>? classNames = null, TableSchema? schema = null)
    {
        (Recipe, Preprocessing, ClassNames, Schema) = (recipe, preprocessing, classNames ?? [], schema);
        Store = new ParameterStore();
        Graph = new VaeGraph(recipe, shape, Store, Classes, schema);
        BatchSize = (int)Math.Clamp(MostWidest / Graph.Widest / Lanes.Width * Lanes.Width, Lanes.Width, LargestBatch);
        Store.Allocate(training);
        Pool = new WorkerPool(threads);
        workspaces = new Workspaces(Pool, Store);
        Scores = new BoundScores(this);
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

    /// <summary>What scores are usual, once <see cref="Calibrate"/> has measured it; it is saved and loaded with the model, and forgotten when training goes on.</summary>
    public Calibration? Calibration { get; internal set; }

    /// <summary>Examples that are passed through the model together.</summary>
    internal int BatchSize { get; }

    /// <summary>Bounds of single examples.</summary>
    internal BoundScores Scores { get; }

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
    public Codes Encode(ReadOnlySpan<float> images) => EncodeRows(images, []);

    /// <summary>Posteriors of labelled pictures: rows <c>[n][features]</c>, labels <c>[n]</c> → means and deviations <c>[n][latent]</c>.</summary>
    /// <exception cref="ArgumentException">The values are no rows of pictures, or the labels not one class of this model's for each.</exception>
    public Codes Encode(ReadOnlySpan<float> images, ReadOnlySpan<byte> labels)
    {
        CallArguments.Labels(labels, CallArguments.Rows(images, Shape.Features, nameof(images)), Classes);
        return EncodeRows(images, labels);
    }

    /// <summary>Writes the posteriors of pictures: rows <c>[n][features]</c> → means and deviations <c>[n][latent]</c>.</summary>
    /// <param name="images">Rows of pictures.</param>
    /// <param name="means">Takes the means.</param>
    /// <param name="deviations">Takes the standard deviations.</param>
    /// <param name="labels">One to each picture of a conditional model; it infers them if there are none.</param>
    /// <exception cref="ArgumentException">The values are no rows of pictures, a result has no room, or the labels are not one class of this model's for each.</exception>
    public void Encode(ReadOnlySpan<float> images, Span<float> means, Span<float> deviations, ReadOnlySpan<byte> labels = default)
    {
        int count = CallArguments.Rows(images, Shape.Features, nameof(images));
        if (labels.Length > 0) CallArguments.Labels(labels, count, Classes);
        using var rental = workspaces.Rent();
        Inference.Encode(this, rental.Workspace, images, labels, CallArguments.Room(means, count * Latent, nameof(means)), CallArguments.Room(deviations, count * Latent, nameof(deviations)));
    }

    /// <summary>Posteriors of a whole data set: means and deviations <c>[n][latent]</c>. A conditional model is given its labels.</summary>
    /// <exception cref="ElboException">The data are of another shape, or lack the labels of this model's classes.</exception>
    public Codes Encode(Dataset data)
    {
        RequireShape(data);
        var labels = RequireLabels(data);
        var encoding = new Codes(new float[checked(data.Count * Latent)], new float[data.Count * Latent]);
        using var rental = workspaces.Rent();
        foreach (var (start, batch) in Batches(data.Count))
        {
            var q = Graph.Encode(rental.Tape, Gather(rental.Tape, data, start, batch, default), Inference.Part(labels, start, batch));
            Inference.CopyPosterior(rental.Tape, q, encoding.Mean.AsSpan(start * Latent, batch * Latent), encoding.Deviation.AsSpan(start * Latent, batch * Latent));
        }
        return encoding;
    }

    /// <summary>Pictures of latents: rows <c>[n][latent]</c> → rows <c>[n][features]</c> of expected intensities, held to [0, 1].</summary>
    /// <exception cref="ElboException">The model is conditional and needs labels.</exception>
    public float[] Decode(ReadOnlySpan<float> latents)
    {
        RequireNoLabels();
        return Decode(latents, ReadOnlySpan<byte>.Empty);
    }

    /// <summary>Pictures of latents and labels: rows <c>[n][latent]</c>, labels <c>[n]</c> → rows <c>[n][features]</c> of expected intensities, held to [0, 1].</summary>
    /// <exception cref="ArgumentException">The values are no rows of latents, or the labels not one class of this model's for each.</exception>
    public float[] Decode(ReadOnlySpan<float> latents, ReadOnlySpan<byte> labels)
    {
        int count = CallArguments.Rows(latents, Latent, nameof(latents));
        CallArguments.Labels(labels, count, Classes);
        var images = new float[checked(count * Shape.Features)];
        using var rental = workspaces.Rent();
        Inference.Decode(this, rental.Workspace, latents, labels, images);
        return images;
    }

    /// <summary>Writes the pictures of latents: rows <c>[n][latent]</c> → rows <c>[n][features]</c> of expected intensities, held to [0, 1].</summary>
    /// <param name="latents">Rows of latents.</param>
    /// <param name="images">Takes the pictures.</param>
    /// <param name="labels">One to each code of a conditional model.</param>
    /// <exception cref="ArgumentException">The values are no rows of latents, the result has no room, or the labels are not one class of this model's for each.</exception>
    /// <exception cref="ElboException">The model is conditional and needs labels.</exception>
    public void Decode(ReadOnlySpan<float> latents, Span<float> images, ReadOnlySpan<byte> labels = default)
    {
        int count = CallArguments.Rows(latents, Latent, nameof(latents));
        if (labels.IsEmpty) RequireNoLabels();
        CallArguments.Labels(labels, count, Classes);
        using var rental = workspaces.Rent();
        Inference.Decode(this, rental.Workspace, latents, labels, CallArguments.Room(images, checked(count * Shape.Features), nameof(images)));
    }

    /// <summary>
    /// How well the model explains each picture: an estimate of its evidence lower bound in nats, which is low for pictures unlike those of
    /// training. It depends on the picture alone; −∞ says that the model's arithmetic overflowed. <see cref="Calibration"/> says what is low.
    /// </summary>
    /// <param name="images">Rows <c>[n][features]</c>.</param>
    /// <returns>Bounds <c>[n]</c>.</returns>
    /// <exception cref="ArgumentException">The values are no rows of pictures, or a Bernoulli model's leave [0, 1] by more than a hundredth.</exception>
    public double[] Score(ReadOnlySpan<float> images)
    {
        var bounds = new double[CallArguments.Rows(images, Shape.Features, nameof(images))];
        Score(images, bounds);
        return bounds;
    }

    /// <summary>Writes how well the model explains each picture, as <see cref="Score(ReadOnlySpan{float})"/> says.</summary>
    /// <param name="images">Rows <c>[n][features]</c>.</param>
    /// <param name="bounds">Takes the bounds <c>[n]</c>, nats.</param>
    /// <param name="labels">One to each picture of a conditional model; it infers them if there are none.</param>
    /// <exception cref="ArgumentException">The values are no rows of pictures or, for a Bernoulli model, leave [0, 1] by more than a hundredth; the result has no room, or the labels are not one class of this model's for each.</exception>
    public void Score(ReadOnlySpan<float> images, Span<double> bounds, ReadOnlySpan<byte> labels = default)
    {
        int count = CallArguments.Rows(images, Shape.Features, nameof(images));
        if (labels.Length > 0) CallArguments.Labels(labels, count, Classes);
        bounds = CallArguments.Room(bounds, count, nameof(bounds));
        BernoulliRange.Require(Recipe.Model.Likelihood, images, nameof(images));
        Span<double> reconstruction = stackalloc double[LargestBatch], kl = stackalloc double[LargestBatch];
        using var rental = workspaces.Rent();
        for (int start = 0; start < count; start += BatchSize)
        {
            int batch = Math.Min(BatchSize, count - start);
            Scores.Run(rental.Workspace, images.Slice(start * Shape.Features, batch * Shape.Features), Inference.Part(labels, start, batch), new(reconstruction[..batch], kl[..batch]));
            for (int i = 0; i < batch; i++) bounds[start + i] = BoundTerms.Bound(reconstruction[i], kl[i]);
        }
    }

    /// <summary>Learns from pictures that the model was not trained on, such as the validation set, what scores are usual, and keeps it as <see cref="Calibration"/>.</summary>
    /// <remarks>Labels are inferred even where the data have them, because the pictures to be scored will have none.</remarks>
    /// <param name="data">The pictures, or rows of a table.</param>
    /// <param name="cancellation">Ends it, and leaves what was known before.</param>
    /// <exception cref="ElboException">The data are of another shape, or empty, or a bound is not finite.</exception>
    public Calibration Calibrate(Dataset data, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Calibration = ExampleScores.Of(this, data, infer: true, cancellation).Usual(data.Name);
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
        var labels = new byte[CallArguments.Rows(images, Shape.Features, nameof(images))];
        using var rental = workspaces.Rent();
        Inference.InferLabels(this, rental.Workspace, images, labels);
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
        return ExampleRows.Clamped(data, ExampleRows.Of(data, indices, scale, -minimum * scale));
    }

    /// <summary>Examples as this model sees them, within [0, 1]: what its reconstructions are compared with.</summary>
    internal float[] Shown(Dataset data, ReadOnlySpan<int> indices) => ExampleRows.Clamped(data, Seen(data, indices));

    /// <summary>Examples as this model sees them: intensities of the range that it was trained on, which other data may leave.</summary>
    internal float[] Seen(Dataset data, ReadOnlySpan<int> indices)
    {
        float scale = (float)(1 / ((double)Preprocessing.Maximum - Preprocessing.Minimum));
        return ExampleRows.Of(data, indices, scale, -Preprocessing.Minimum * scale);
    }

    /// <summary>The evidence lower bound over a data set with one posterior sample per example; dropout is off.</summary>
    /// <param name="data">Examples of this model's shape.</param>
    /// <param name="seed">Key of the posterior samples.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="ElboException">The data are empty, of another shape or without the labels of this model's classes, or so far from the model's that a term is not finite.</exception>
    public ElboEstimate Evaluate(Dataset data, long seed = 1, CancellationToken cancellation = default) =>
        Evaluate(data, new Philox((ulong)seed, Streams.Evaluation, 0), cancellation).RequireFinite(data.Name);

    internal ElboEstimate Evaluate(Dataset data, Philox key, CancellationToken cancellation) => DataBound.Of(this, data, key, cancellation).Estimate;

    /// <summary>Sum over the batch of one value per example, in order, in double precision.</summary>
    internal static double Sum(Tape tape, Tensor perExample)
    {
        double sum = 0;
        var values = tape.Values(perExample);
        for (int i = 0; i < tape.Batch; i++) sum += values[i];
        return sum;
    }

    /// <summary>Ends the model's threads and frees its memory, once no call is under way.</summary>
    public void Dispose() => workspaces.Dispose();

    /// <summary>A tape of its own for as long as it is held.</summary>
    internal Workspaces.Rental Rent() => workspaces.Rent();

    /// <summary>Keeps all other calls out, a training step's included; inside, this model's own methods wait for ever.</summary>
    internal Workspaces.Exclusion Enter() => workspaces.Exclude();

    internal void RequireShape(Dataset data)
    {
        if (Schema is not null && data is TableDataset table && !Schema.Equals(table.Schema))
            throw new ElboException($"{data.Name} has other columns than the table that this model was trained on, or the same with other values; load it with the model's schema.");
        if (data.Shape != Shape || (Schema is not null && data is not TableDataset))
            throw new ElboException($"{data.Name} has examples of {data.Shape}, but this model was trained on {Shape}; give data of that shape.");
    }

    /// <summary>Requires examples of the model's shape, whose values its likelihood knows.</summary>
    internal void RequireLikely(Dataset data)
    {
        RequireShape(data);
        BernoulliRange.Require(Recipe.Model.Likelihood, data, (Preprocessing.Minimum, Preprocessing.Maximum));
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

    private void RequireNoLabels()
    {
        if (Classes > 0) throw new ElboException($"This model decodes a code together with a label ({ClassLabels.Some(ClassNames)}); give one to each code.");
    }

    private Codes EncodeRows(ReadOnlySpan<float> images, ReadOnlySpan<byte> labels)
    {
        int count = CallArguments.Rows(images, Shape.Features, nameof(images));
        var encoding = new Codes(new float[checked(count * Latent)], new float[count * Latent]);
        Encode(images, encoding.Mean, encoding.Deviation, labels);
        return encoding;
    }

    internal IEnumerable<(int Start, int Batch)> Batches(int count)
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

    /// <summary>Begins a step of the tape with examples of a data set as its input.</summary>
    internal Tensor Gather(Tape tape, Dataset data, int start, int batch, Philox key)
    {
        Span<int> indices = stackalloc int[LargestBatch];
        for (int i = 0; i < batch; i++) indices[i] = start + i;
        tape.Begin(batch, training: false, key);
        var x = tape.Input(Shape);
        data.Gather(indices[..batch], Preprocessing.Scale, Preprocessing.Shift, tape.Values(x));
        return x;
    }
}

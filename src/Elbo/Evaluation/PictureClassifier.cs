using Elbo.Data;
using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;
using Elbo.Tensors.Optimisers;

namespace Elbo.Evaluation;

/// <summary>
/// A small network that tells a data set's labels apart and whose last hidden layer is a space to compare pictures in. It depends on
/// the training pictures and their labels alone, not on a model nor its seed, so that distances of different models compare.
/// </summary>
internal sealed class PictureClassifier : IDisposable
{
    public const int Features = 64;
    private const int Batch = 128, MostSteps = 1500, MostEpochs = 30, SmallestPicture = 8;
    private const double Rate = 2e-3;

    private readonly ParameterStore store = new();
    private readonly Shape shape;
    private readonly Network body;
    private readonly Parameter weight, bias;
    private readonly Tape tape;
    private readonly int classes;

    private PictureClassifier(Shape shape, int classes, WorkerPool pool)
    {
        (this.shape, this.classes) = (shape, classes);
        var model = new ModelOptions { Encoder = Layers(shape), Initialiser = InitialiserKind.HeNormal };
        body = Network.Encoder(model, shape, Features);
        body.Register(store);
        (weight, bias) = (store.Add("classes.weight", classes, Features), store.Add("classes.bias", classes));
        store.Allocate(training: true);
        var key = new Philox(1, Streams.ClassifierWeights, 0);
        body.Initialise(store, model, key);
        Initialiser.Fill(store, weight, bias, (Features, classes), model, key with { Stream = key.Stream + 1000 });
        tape = new Tape(pool, store);
    }

    /// <summary>Trains one. The same pictures and labels give the same bits on any number of threads.</summary>
    /// <param name="data">Labelled pictures whose values vary.</param>
    /// <param name="pool">Threads.</param>
    /// <param name="progress">Told the part that is done, in [0, 1].</param>
    /// <param name="cancellation">Ends the training between steps.</param>
    public static PictureClassifier Train(Dataset data, WorkerPool pool, Action<double>? progress, CancellationToken cancellation)
    {
        var classifier = new PictureClassifier(data.Shape, data.LabelNames.Count, pool);
        try
        {
            classifier.Train(data, progress, cancellation);
            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    /// <summary>The last hidden layer of pictures: rows <c>[n][values]</c> of intensities → rows <c>[n][<see cref="Features"/>]</c>.</summary>
    public float[] FeaturesOf(ReadOnlySpan<float> pictures)
    {
        var features = new float[pictures.Length / shape.Features * Features];
        Pass(pictures, (start, _, hidden) => tape.CopyRows(hidden, features.AsSpan(start * Features, tape.Batch * Features)));
        return features;
    }

    /// <summary>How many of these pictures, rows <c>[n][values]</c> of intensities, it labels right.</summary>
    public int CountRight(ReadOnlySpan<float> pictures, byte[] labels, int first)
    {
        int right = 0;
        var scores = new float[Batch * classes];
        Pass(pictures, (start, logits, _) =>
        {
            tape.CopyRows(logits, scores);
            for (int i = 0; i < tape.Batch; i++)
            {
                var own = scores.AsSpan(i * classes, classes);
                int best = 0;
                for (int c = 1; c < classes; c++) best = own[c] > own[best] ? c : best;
                if (best == labels[first + start + i]) right++;
            }
        });
        return right;
    }

    public void Dispose()
    {
        tape.Dispose();
        store.Dispose();
    }

    /// <summary>Convolutions that halve pictures until they are eight pixels or fewer a side; other data get a dense layer.</summary>
    private static List<LayerOptions> Layers(Shape shape)
    {
        var layers = new List<LayerOptions>();
        int channels = 16;
        for (int side = Math.Min(shape.Height, shape.Width); side > SmallestPicture; side = (side + 1) / 2)
        {
            layers.Add(new ConvolutionOptions { Channels = channels, Kernel = 5, Stride = 2, Activation = Activation.Relu });
            channels = Math.Min(2 * channels, 64);
        }
        if (layers.Count == 0) layers.Add(new DenseOptions { Units = 128, Activation = Activation.Relu });
        return layers;
    }

    private void Train(Dataset data, Action<double>? progress, CancellationToken cancellation)
    {
        int perEpoch = (data.Count + Batch - 1) / Batch, steps = Math.Min(MostSteps, MostEpochs * perEpoch);
        var order = new int[data.Count];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        var adam = new Adam();
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (step % perEpoch == 0) new Philox(1, Streams.ClassifierBatches, (uint)(step / perEpoch)).Shuffle(order);
            int start = step % perEpoch * Batch;
            Descend(data, order.AsSpan(start, Math.Min(Batch, data.Count - start)));
            // Down to nothing at the end, which steadies the last layer.
            adam.Update(store, tape.Pool, step + 1, Rate * (1 - ((double)step / steps)));
            progress?.Invoke((step + 1.0) / steps);
        }
    }

    private void Descend(Dataset data, ReadOnlySpan<int> members)
    {
        tape.Begin(members.Length, training: true, default);
        Tensor x = tape.Input(shape), target = tape.Input(new Shape(classes));
        var (minimum, maximum) = data.Range;
        float scale = 2 / (maximum - minimum);
        data.Gather(members, scale, (-minimum * scale) - 1, tape.Values(x));
        var right = tape.Values(target);
        right.Clear();
        for (int i = 0; i < members.Length; i++)
            right[(((i / Lanes.Width * classes) + data.Labels![members[i]]) * Lanes.Width) + (i % Lanes.Width)] = 1;
        var loss = SoftmaxLoss.Forward(tape, Classify(x).Logits, target);
        tape.Backward(loss, 1f / members.Length);
    }

    private (Tensor Logits, Tensor Hidden) Classify(Tensor x)
    {
        var hidden = Map.Forward(tape, body.Forward(tape, x), Activation.Relu);
        return (Dense.Forward(tape, hidden, weight, bias), hidden);
    }

    private void Pass(ReadOnlySpan<float> pictures, Action<int, Tensor, Tensor> read)
    {
        int count = pictures.Length / shape.Features;
        for (int start = 0; start < count; start += Batch)
        {
            int batch = Math.Min(Batch, count - start);
            tape.Begin(batch, training: false, default);
            var x = tape.Input(shape);
            var values = tape.Values(x);
            Lanes.Pack(pictures.Slice(start * shape.Features, batch * shape.Features), batch, shape.Features, values);
            foreach (ref float value in values) value = (2 * value) - 1;
            var (logits, hidden) = Classify(x);
            read(start, logits, hidden);
        }
    }
}

using Elbo.Data;
using Elbo.Diagnosis.Measures;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Tensors.Optimisers;

namespace Elbo.Diagnosis;

/// <summary>
/// Measures a model on some of its data. It works on a copy of the weights that has room for gradients, so that the
/// model stays as it is.
/// </summary>
internal sealed class Examination : IDisposable
{
    private const int MostCodes = 10_000, MostExamples = 2_000, MostBatches = 16, FewestExamples = 256, FewestBatches = 4;

    // About half a minute on two cores for the largest models; small ones are measured on all that the limits above allow.
    private const double Operations = 1e12;

    private readonly Vae vae;
    private readonly DataSplits data;
    private readonly ParameterStore store = new();
    private readonly VaeGraph graph;
    private readonly Tape tape;
    private readonly LayerGradients gradients;
    private readonly List<double> norms = [];
    private readonly List<UnitActivity> layers = [];
    private int watched;
    private readonly OutputStatistics outputs;

    public Examination(Vae vae, DataSplits data)
    {
        (this.vae, this.data) = (vae, data);
        graph = new VaeGraph(vae.Recipe, vae.Shape, store, vae.Classes, vae.Schema);
        graph.Encoder.KeepResults();
        graph.Decoder.KeepResults();
        store.Allocate(training: true);
        using (vae.Enter()) vae.Store.All(ParameterBlock.Weights).CopyTo(store.All(ParameterBlock.Weights));
        tape = new Tape(vae.Pool, store);
        gradients = new LayerGradients(store);
        outputs = new OutputStatistics(OutputReach.Of(vae.Recipe.Model), Range.High - Range.Low);
    }

    private (double Low, double High) Range
    {
        get
        {
            var p = vae.Preprocessing;
            return (((double)p.Minimum * p.Scale) + p.Shift, ((double)p.Maximum * p.Scale) + p.Shift);
        }
    }

    /// <summary>Measures everything, unless a weight is not finite.</summary>
    public Observations Measure(RunDirectory run, IProgress<double>? progress, CancellationToken cancellation)
    {
        var training = vae.Recipe.Training;
        long stepsPerEpoch = (data.Train.Count + training.Batch - 1) / training.Batch;
        // A test set is looked at first, because nothing was chosen by it.
        var seen = new[] { data.Test, data.Validation, data.Train }.First(part => part.Count > 0);
        var codes = new CodeStatistics(vae.Latent);
        double? unseen = null;
        double trained = double.NaN;
        var broken = Broken();
        if (broken.Count == 0)
        {
            // In parts of the work: encoding is a sixth of a training step, a pass without gradients a third.
            Encode(seen, codes, cancellation);
            progress?.Report(0.4);
            double loss = Look(seen, judge: true, cancellation);
            progress?.Report(0.6);
            trained = Look(data.Train, judge: false, cancellation);
            if (!ReferenceEquals(seen, data.Train)) unseen = loss;
            progress?.Report(0.8);
            Descend(cancellation);
        }
        progress?.Report(1);
        return new Observations
        {
            Recipe = vae.Recipe, Shape = vae.Shape, Step = vae.Step,
            PlannedSteps = training.Steps ?? (training.Epochs!.Value * stepsPerEpoch),
            Epochs = run.Metrics.Read(), BrokenParameters = broken, DataRange = Range,
            Codes = codes, Outputs = outputs, Layers = layers, Gradients = gradients.Read(), GradientNorms = norms,
            UnseenLoss = unseen, TrainingLoss = trained, Examples = watched,
        };
    }

    private int Affordable(int most) => (int)Math.Clamp(Operations / graph.FlopsPerExample, FewestExamples, most);

    private List<string> Broken()
    {
        var broken = new List<string>();
        foreach (var parameter in store.Parameters)
        {
            foreach (float value in store.Weights(parameter))
            {
                if (float.IsFinite(value)) continue;
                broken.Add(parameter.Name);
                break;
            }
        }
        return broken;
    }

    private void Encode(Dataset seen, CodeStatistics codes, CancellationToken cancellation)
    {
        int count = Math.Min(seen.Count, Affordable(MostCodes));
        for (int start = 0; start < count; start += vae.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            codes.Add(vae.Encode(seen.Slice(start, Math.Min(vae.BatchSize, count - start), seen.Name)));
        }
    }

    /// <summary>Passes examples through the model as evaluation does, watching all layers and, where they are to be judged, the outputs, and gives the negative bound in nats an example.</summary>
    private double Look(Dataset part, bool judge, CancellationToken cancellation)
    {
        int count = Math.Min(part.Count, Affordable(MostExamples));
        double sum = 0;
        for (int start = 0; start < count; start += vae.BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            int batch = Math.Min(vae.BatchSize, count - start);
            using var entered = vae.Enter();
            var (x, terms) = Forward(part, start, batch, count, training: false);
            sum += Vae.Sum(tape, terms.Reconstruction) + Vae.Sum(tape, terms.Divergence);
            Watch();
            if (!judge) continue;
            var head = graph.Decoder.Results[^1];
            outputs.Add(tape.Values(x), tape.Values(graph.Likelihood.Mean(tape, head)), batch, vae.Shape.Features);
        }
        return sum / count;
    }

    private void Watch()
    {
        int next = 0;
        watched += tape.Batch;
        foreach (var (name, network, options) in new[] { ("encoder", graph.Encoder, vae.Recipe.Model.Encoder), ("decoder", graph.Decoder, vae.Recipe.Model.Decoder) })
        {
            for (int i = 0; i < options.Count; i++)
            {
                if (Nonlinearity(options[i]) is not { } activation) continue;
                var result = network.Results[i];
                if (next == layers.Count) layers.Add(new UnitActivity(name, i, activation, tape.ShapeOf(result)));
                layers[next++].Add(tape.Values(result), tape.Batch);
            }
        }
    }

    private static Activation? Nonlinearity(LayerOptions layer) => layer switch
    {
        DenseOptions dense => dense.Activation,
        ConvolutionOptions convolution => convolution.Activation,
        TransposedConvolutionOptions convolution => convolution.Activation,
        _ => null,
    };

    /// <summary>Gradients of some training batches, dropout and all, as if training went on; no weight is changed.</summary>
    private void Descend(CancellationToken cancellation)
    {
        int size = Math.Min(vae.Recipe.Training.Batch, vae.BatchSize);
        int batches = (int)Math.Clamp(Operations / graph.FlopsPerExample / size, FewestBatches, MostBatches);
        var norm = new GradientNorm();
        batches = Math.Min(batches, data.Train.Count / size);
        for (int i = 0; i < batches; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var entered = vae.Enter();
            var (_, terms) = Forward(data.Train, i * size, size, batches * size, training: true);
            tape.Backward(terms.Loss, 1f / size);
            norms.Add(norm.Compute(store, vae.Pool));
            gradients.Add();
        }
    }

    /// <summary>Runs a batch of the examples that are looked at, which are spread over the part, since files may lie sorted.</summary>
    private (Tensor X, ElboTerms Terms) Forward(Dataset part, int start, int batch, int of, bool training)
    {
        var indices = new int[batch];
        for (int i = 0; i < batch; i++) indices[i] = (int)((long)(start + i) * part.Count / of);
        tape.Begin(batch, training, new Philox((ulong)vae.Recipe.Seed, Streams.Diagnosis, (uint)start));
        var x = tape.Input(vae.Shape);
        part.Gather(indices, vae.Preprocessing.Scale, vae.Preprocessing.Shift, tape.Values(x));
        byte[] labels = vae.RequireLabels(part);
        return (x, graph.Elbo(tape, x, labels.Length == 0 ? labels : Array.ConvertAll(indices, i => labels[i])));
    }

    public void Dispose()
    {
        tape.Dispose();
        store.Dispose();
    }
}

using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>
/// Batch normalisation with its activation: y = f(scale · x̂ + shift), where x̂ is x less its channel's mean, over its
/// channel's standard deviation. In training both are those of the batch, over examples and positions; otherwise they are
/// the running ones.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy, "Batch Normalization", ICML 2015. As in PyTorch the batch is normalised by its biased variance, with
/// 1e-5 added, while the running one follows the unbiased variance; a batch of a single value leaves it as it is.
/// </remarks>
public sealed unsafe class BatchNormalisation : Operation
{
    private const double Epsilon = 1e-5;
    private static readonly BatchNormalisation Instance = new();

    private BatchNormalisation() { }

    /// <summary>x <c>[C, H, W]</c> → y <c>[C, H, W]</c>; in a flat vector each feature is a channel.</summary>
    /// <param name="tape">Where to run.</param>
    /// <param name="x">The input.</param>
    /// <param name="scale">Factor of each channel, <c>[C]</c>; begins as 1.</param>
    /// <param name="shift">Added to each channel, <c>[C]</c>.</param>
    /// <param name="runningMean">Statistic, <c>[C]</c>; in training the batch's is left for <see cref="Optimisers.RunningStatistics"/>.</param>
    /// <param name="runningVariance">Statistic, <c>[C]</c>; begins as 1.</param>
    /// <param name="activation">Applied last.</param>
    public static Tensor Forward(
        Tape tape, Tensor x, Parameter scale, Parameter shift, Parameter runningMean, Parameter runningVariance,
        Activation activation = Activation.Linear)
    {
        var shape = tape.ShapeOf(x);
        Check(shape, scale, true, nameof(scale));
        Check(shape, shift, true, nameof(shift));
        Check(shape, runningMean, false, nameof(runningMean));
        Check(shape, runningVariance, false, nameof(runningVariance));
        var y = tape.Output(shape, true, out float* values);
        float* mean = tape.Keep(2L * shape.Channels), inverse = mean + shape.Channels;
        if (tape.Training) FromBatch(tape, x, runningMean, runningVariance, mean, inverse);
        else FromRunning(tape, runningMean, runningVariance, mean, inverse);
        var job = new BatchNormalisationArguments
        {
            X = tape.At(x).Value, Y = values, Mean = mean, Inverse = inverse,
            Scale = tape.Parameters.Weight(scale), Shift = tape.Parameters.Weight(shift), Parts = new ChannelParts(shape, tape.Batch),
        };
        ActivationChoice.Run(activation, new ForwardPass(tape, job));
        tape.Push(new Record
        {
            Operation = Instance, Output = y.Index, Input = x.Index, Weight = scale, Bias = shift,
            Choice = (int)activation, Saved = mean,
        });
        return y;
    }

    private static void Check(Shape shape, Parameter parameter, bool trained, string name)
    {
        if (parameter.Length != shape.Channels)
            throw new ArgumentException($"{parameter.Name} holds {parameter.Length} values, but {shape} has {shape.Channels} channels.", name);
        if (parameter.Trained != trained)
            throw new ArgumentException($"{parameter.Name} must be added with {(trained ? nameof(ParameterStore.Add) : nameof(ParameterStore.AddStatistic))}.", name);
    }

    private static void FromBatch(Tape tape, Tensor x, Parameter runningMean, Parameter runningVariance, float* mean, float* inverse)
    {
        var parts = new ChannelParts(tape.ShapeOf(x), tape.Batch);
        var moments = new BatchMoments
        {
            X = tape.At(x).Value, Means = (double*)tape.Scratch(2L * parts.Items), Squares = (double*)tape.Scratch(2L * parts.Items), Parts = parts,
        };
        tape.Pool.Run(ref moments, moments.Items);
        var statistics = new BatchStatistics
        {
            Means = moments.Means, Squares = moments.Squares, Mean = mean, Inverse = inverse,
            BatchMean = tape.Parameters.Gradient(runningMean), BatchVariance = tape.Parameters.Gradient(runningVariance),
            RunningVariance = tape.Parameters.Weight(runningVariance), Epsilon = Epsilon, Parts = parts,
        };
        tape.Pool.Run(ref statistics, statistics.Items);
        runningMean.HasGradient = runningVariance.HasGradient = true;
    }

    private static void FromRunning(Tape tape, Parameter runningMean, Parameter runningVariance, float* mean, float* inverse)
    {
        tape.Parameters.Weights(runningMean).CopyTo(new Span<float>(mean, runningMean.Length));
        float* variance = tape.Parameters.Weight(runningVariance);
        for (int c = 0; c < runningVariance.Length; c++) inverse[c] = (float)(1 / Math.Sqrt(variance[c] + Epsilon));
    }

    private readonly struct ForwardPass(Tape tape, BatchNormalisationArguments a) : IForActivation
    {
        public void Run<TActivation>() where TActivation : struct, IActivation
        {
            var job = new BatchNormalisationForward<TActivation> { A = a };
            tape.Pool.Run(ref job, job.Items);
        }
    }

    internal override void Backward(Tape tape, in Record record) =>
        ActivationChoice.Run((Activation)record.Choice, new BackwardPass(tape, record));

    private readonly struct BackwardPass(Tape tape, Record record) : IForActivation
    {
        public void Run<TActivation>() where TActivation : struct, IActivation
        {
            Parameter scale = record.Weight!, shift = record.Bias!;
            Tape.Node x = tape.At(record.Input), y = tape.At(record.Output);
            var parts = new ChannelParts(x.Shape, tape.Batch);
            float* mean = (float*)record.Saved, inverse = mean + parts.Channels;
            var a = new BatchNormalisationArguments
            {
                X = x.Value, Y = y.Value, DY = y.Gradient, Mean = mean, Inverse = inverse, Scale = tape.Parameters.Weight(scale), Parts = parts,
            };
            var sums = new BatchNormalisationSums<TActivation>
            {
                A = a, Gradients = (double*)tape.Scratch(2L * parts.Items), Products = (double*)tape.Scratch(2L * parts.Items),
            };
            tape.Pool.Run(ref sums, sums.Items);
            var channels = new BatchNormalisationChannels
            {
                Gradients = sums.Gradients, Products = sums.Products, Inverse = inverse,
                DScale = tape.Parameters.Gradient(scale), DShift = tape.Parameters.Gradient(shift),
                Offset = tape.Scratch(parts.Channels), Slope = tape.Scratch(parts.Channels), Parts = parts,
                AddScale = scale.HasGradient, AddShift = shift.HasGradient,
            };
            tape.Pool.Run(ref channels, channels.Items);
            scale.HasGradient = shift.HasGradient = true;
            if (!x.NeedsGradient) return;
            a.DX = tape.HandOver(record, out bool add);
            var job = new BatchNormalisationBackward<TActivation> { A = a, Offset = channels.Offset, Slope = channels.Slope, Add = add };
            tape.Pool.Run(ref job, job.Items);
        }
    }
}

using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>A dense layer with its activation and dropout: y = drop(f(W x + b)).</summary>
/// <remarks>
/// Dropout is inverted: kept values are divided by the probability of keeping, which is rounded to a multiple of
/// 1 / 65536 (Srivastava et al., "Dropout", JMLR 2014). It acts only in training.
/// </remarks>
public sealed class Dense : Operation
{
    private static readonly Dense Instance = new();

    private Dense() { }

    /// <summary>x <c>[in]</c>, weight <c>[out, in]</c>, bias <c>[out]</c> → y <c>[out]</c>.</summary>
    /// <param name="tape">Where to run.</param>
    /// <param name="x">The input; its shape is taken as flat.</param>
    /// <param name="weight">The weight, <c>[out, in]</c>.</param>
    /// <param name="bias">The bias, <c>[out]</c>, or null for none.</param>
    /// <param name="activation">Applied after the bias.</param>
    /// <param name="dropout">Probability of dropping an output, in [0, 1).</param>
    public static unsafe Tensor Forward(
        Tape tape, Tensor x, Parameter weight, Parameter? bias, Activation activation = Activation.Linear, double dropout = 0)
    {
        int outputs = weight.Dimensions[0], inputs = weight.Dimensions[1];
        if (tape.ShapeOf(x).Features != inputs)
            throw new ArgumentException($"{weight.Name} takes {inputs} inputs, but got {tape.ShapeOf(x)}.", nameof(x));
        if (bias is not null && bias.Length != outputs)
            throw new ArgumentException($"{weight.Name} gives {outputs} outputs, but {bias.Name} holds {bias.Length} values.", nameof(bias));
        ArgumentOutOfRangeException.ThrowIfLessThan(dropout, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(dropout, 1);
        var y = tape.Output(new Shape(outputs), true, out float* values);
        uint threshold = Math.Max(1, (uint)Math.Round((1 - dropout) * 65536));
        bool drops = tape.Training && threshold < 65536;
        var job = new DenseArguments
        {
            X = tape.At(x).Value, W = tape.Parameters.Weight(weight), Bias = bias is null ? null : tape.Parameters.Weight(bias), Y = values,
            Keep = drops ? (uint*)tape.Keep((long)tape.Blocks * outputs) : null,
            Inputs = inputs, Outputs = outputs, Blocks = tape.Blocks,
            KeepThreshold = threshold, KeepScale = drops ? 65536f / threshold : 1,
            Key = drops ? tape.NextStream() : default,
            IsFew = !tape.Training && tape.Batch <= GemmTileFew.Lanes,
        };
        ActivationChoice.Run(activation, new ForwardPass(tape, job));
        tape.Push(new Record
        {
            Operation = Instance, Output = y.Index, Input = x.Index, Weight = weight, Bias = bias,
            Choice = (int)activation, Saved = job.Keep, Scalar = job.KeepScale,
        });
        return y;
    }

    internal override void Backward(Tape tape, in Record record) =>
        ActivationChoice.Run((Activation)record.Choice, new BackwardPass(tape, record));

    private readonly struct ForwardPass(Tape tape, DenseArguments a) : IForActivation
    {
        public void Run<TActivation>() where TActivation : struct, IActivation
        {
            var job = new DenseForward<TActivation> { A = a };
            tape.Pool.Run(ref job, job.Items);
        }
    }

    private readonly struct BackwardPass(Tape tape, Record record) : IForActivation
    {
        public unsafe void Run<TActivation>() where TActivation : struct, IActivation
        {
            var (weight, bias) = (record.Weight!, record.Bias);
            int outputs = weight.Dimensions[0], inputs = weight.Dimensions[1];
            float* x = tape.At(record.Input).Value;
            nint stride = ((inputs + 31) & ~31) + 16;
            var sums = new DenseBackwardSums<TActivation>
            {
                Y = tape.At(record.Output).Value, DY = tape.At(record.Output).Gradient, DBias = bias is null ? null : tape.Parameters.Gradient(bias),
                X = x, XRows = tape.Scratch(tape.Blocks * Lanes.Width * stride), XStride = stride,
                Keep = (uint*)record.Saved, KeepScale = record.Scalar,
                Inputs = inputs, Outputs = outputs, Blocks = tape.Blocks, Batch = tape.Batch, AddBias = bias is { HasGradient: true },
            };
            tape.Pool.Run(ref sums, sums.Items);
            bool addInput = false;
            float* dx = tape.At(record.Input).NeedsGradient ? tape.GradientFor(record.Input, out addInput) : null;
            var products = new DenseBackwardProducts
            {
                DY = sums.DY, XRows = sums.XRows, XStride = stride, W = tape.Parameters.Weight(weight),
                DW = tape.Parameters.Gradient(weight), DX = dx,
                Inputs = inputs, Outputs = outputs, Blocks = tape.Blocks, Batch = tape.Batch,
                AddWeight = weight.HasGradient, AddInput = addInput,
            };
            tape.Pool.Run(ref products, products.Items);
            weight.HasGradient = true;
            if (bias is not null) bias.HasGradient = true;
        }
    }
}

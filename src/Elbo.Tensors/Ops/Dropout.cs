using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>
/// Sets values to zero at random in training and scales the others up; outside training it is nothing. Every value is
/// dropped by itself, whole channels are not.
/// </summary>
/// <remarks>
/// Inverted: kept values are divided by the probability of keeping, which is rounded to a multiple of 1 / 65536
/// (Srivastava et al., "Dropout", JMLR 2014). <see cref="Dense"/> does the same as part of its own pass.
/// </remarks>
public sealed unsafe class Dropout : Operation
{
    private static readonly Dropout Instance = new();

    private Dropout() { }

    /// <summary>x of any shape → y of the same; x itself where nothing is dropped.</summary>
    /// <param name="tape">Where to run.</param>
    /// <param name="x">The input.</param>
    /// <param name="rate">Probability of dropping a value, in [0, 1).</param>
    public static Tensor Forward(Tape tape, Tensor x, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rate, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rate, 1);
        Tape.Node node = tape.At(x);
        uint threshold = Math.Max(1, (uint)Math.Round((1 - rate) * 65536));
        if (!tape.Training || threshold == 65536) return x;
        var y = tape.Output(node.Shape, node.NeedsGradient, out float* values);
        var job = new DropoutForward
        {
            X = node.Value, Y = values, Keep = (uint*)tape.Keep((long)tape.Blocks * node.Shape.Features),
            Features = node.Shape.Features, Blocks = tape.Blocks,
            KeepThreshold = threshold, KeepScale = 65536f / threshold, Key = tape.NextStream(),
        };
        tape.Pool.Run(ref job, job.Items);
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = x.Index, Saved = job.Keep, Scalar = job.KeepScale });
        return y;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        float* upstream = tape.At(record.Output).Gradient;
        float* d = tape.HandOver(record, out bool add);
        var job = new DropoutBackward
        {
            DY = upstream, DX = d, Keep = (uint*)record.Saved, KeepScale = record.Scalar, Add = add,
            Rows = (nint)tape.Blocks * tape.At(record.Input).Shape.Features,
        };
        tape.Pool.Run(ref job, job.Items);
    }
}

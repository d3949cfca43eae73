namespace Elbo.Tensors.Ops;

/// <summary>A run of features as a tensor of its own.</summary>
public sealed unsafe class Slice : Operation
{
    private static readonly Slice Instance = new();

    private Slice() { }

    /// <summary>x <c>[n]</c> → features <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1.</summary>
    public static Tensor Forward(Tape tape, Tensor x, int start, int count)
    {
        ref var node = ref tape.At(x);
        int features = node.Shape.Features;
        if (start < 0 || count < 1 || start + count > features)
            throw new ArgumentOutOfRangeException(nameof(start), $"Features {start} … {start + count - 1} are outside {node.Shape}.");
        float* source = node.Value;
        var y = tape.Output(new Shape(count), node.NeedsGradient, out float* value);
        for (int block = 0; block < tape.Blocks; block++)
            Span(source, block, features, start, count).CopyTo(Span(value, block, count, 0, count));
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = x.Index, Choice = start });
        return y;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        int features = tape.At(record.Input).Shape.Features, count = tape.At(record.Output).Shape.Features;
        float* upstream = tape.At(record.Output).Gradient;
        float* d = tape.GradientFor(record.Input, out bool add);
        if (!add) new Span<float>(d, tape.Length(tape.At(record.Input))).Clear();
        for (int block = 0; block < tape.Blocks; block++)
        {
            var from = Span(upstream, block, count, 0, count);
            var to = Span(d, block, features, record.Choice, count);
            for (int i = 0; i < from.Length; i++) to[i] += from[i];
        }
    }

    private static Span<float> Span(float* values, int block, int features, int start, int count) =>
        new(values + ((((nint)block * features) + start) * Lanes.Width), count * Lanes.Width);
}

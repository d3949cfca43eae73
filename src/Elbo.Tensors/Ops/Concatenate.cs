namespace Elbo.Tensors.Ops;

/// <summary>Two tensors behind each other: rows end to end, pictures of one size channel after channel.</summary>
public sealed unsafe class Concatenate : Operation
{
    private static readonly Concatenate Instance = new();

    private Concatenate() { }

    /// <summary>a <c>[n, h, w]</c>, b <c>[m, h, w]</c> → <c>[n + m, h, w]</c>.</summary>
    /// <exception cref="ArgumentException">Height or width differ.</exception>
    public static Tensor Forward(Tape tape, Tensor a, Tensor b)
    {
        Tape.Node first = tape.At(a), second = tape.At(b);
        if ((first.Shape.Height, first.Shape.Width) != (second.Shape.Height, second.Shape.Width))
            throw new ArgumentException($"{second.Shape} cannot stand behind {first.Shape}: height or width differ.", nameof(b));
        var y = tape.Output(
            first.Shape with { Channels = checked(first.Shape.Channels + second.Shape.Channels) }, first.NeedsGradient || second.NeedsGradient, out float* value);
        int n = first.Shape.Features, m = second.Shape.Features;
        for (int block = 0; block < tape.Blocks; block++)
        {
            Run(first.Value, block, n, 0, n).CopyTo(Run(value, block, n + m, 0, n));
            Run(second.Value, block, m, 0, m).CopyTo(Run(value, block, n + m, n, m));
        }
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = a.Index, Second = b.Index });
        return y;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        HandBack(tape, record, record.Input, 0);
        HandBack(tape, record, record.Second, tape.At(record.Input).Shape.Features);
    }

    private static void HandBack(Tape tape, in Record record, int to, int start)
    {
        if (!tape.At(to).NeedsGradient) return;
        int all = tape.At(record.Output).Shape.Features, count = tape.At(to).Shape.Features;
        float* upstream = tape.At(record.Output).Gradient;
        float* d = tape.GradientFor(to, out bool add);
        for (int block = 0; block < tape.Blocks; block++)
        {
            Span<float> source = Run(upstream, block, all, start, count), target = Run(d, block, count, 0, count);
            if (!add)
            {
                source.CopyTo(target);
                continue;
            }
            for (int i = 0; i < source.Length; i++) target[i] += source[i];
        }
    }

    private static Span<float> Run(float* values, int block, int features, int start, int count) =>
        new(values + ((((nint)block * features) + start) * Lanes.Width), count * Lanes.Width);
}

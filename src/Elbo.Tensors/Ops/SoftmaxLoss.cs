using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>
/// Cross-entropy of classes given by their logits, in nats: Σ target · (ln Σ e^logit − logit). No clipping is needed: the
/// largest logit is taken out of the exponentials. The target is data: it receives no gradient.
/// </summary>
public sealed unsafe class SoftmaxLoss : Operation
{
    private static readonly SoftmaxLoss Instance = new();

    private SoftmaxLoss() { }

    /// <summary>logits <c>[classes]</c>, target <c>[classes]</c>, 1 at the right class and 0 elsewhere or probabilities → loss <c>[1]</c> per example.</summary>
    public static Tensor Forward(Tape tape, Tensor logits, Tensor target)
    {
        ref var l = ref tape.At(logits);
        int classes = l.Shape.Features;
        if (tape.ShapeOf(target).Features != classes)
            throw new ArgumentException($"Logits of {l.Shape} cannot be compared with a target of {tape.ShapeOf(target)}.", nameof(target));
        bool needs = l.NeedsGradient;
        var job = new SoftmaxSums
        {
            Logits = l.Value, Target = tape.At(target).Value,
            Slope = needs && tape.Training ? tape.Keep(tape.Length(l)) : null,
            Classes = classes, Blocks = tape.Blocks,
        };
        var loss = tape.Output(new Shape(1), needs, out job.Total);
        tape.Pool.Run(ref job, job.Items);
        tape.Push(new Record { Operation = Instance, Output = loss.Index, Input = logits.Index, Saved = job.Slope });
        return loss;
    }

    internal override void Backward(Tape tape, in Record record) => FeatureLoss.Backward(tape, record);
}

using Elbo.Tensors.Kernels;

namespace Elbo.Tensors.Ops;

/// <summary>
/// Negative log-likelihood of data under independent Bernoulli variables given by their logits, in nats, summed over
/// features. No clipping is needed: the loss is exact for any finite logit.
/// </summary>
public sealed class BernoulliLoss : Operation
{
    private static readonly BernoulliLoss Instance = new();

    private BernoulliLoss() { }

    /// <summary>logits <c>[n]</c>, target <c>[n]</c> in [0, 1] → loss <c>[1]</c> per example.</summary>
    public static Tensor Forward(Tape tape, Tensor logits, Tensor target) =>
        FeatureLoss.Forward<BernoulliTerm>(tape, Instance, logits, target);

    internal override void Backward(Tape tape, in Record record) => FeatureLoss.Backward(tape, record);
}

/// <summary>Sum of squared errors over features: a Gaussian likelihood of variance ½, up to a constant.</summary>
public sealed class SquaredErrorLoss : Operation
{
    private static readonly SquaredErrorLoss Instance = new();

    private SquaredErrorLoss() { }

    /// <summary>prediction <c>[n]</c>, target <c>[n]</c> → loss <c>[1]</c> per example.</summary>
    public static Tensor Forward(Tape tape, Tensor prediction, Tensor target) =>
        FeatureLoss.Forward<SquaredErrorTerm>(tape, Instance, prediction, target);

    internal override void Backward(Tape tape, in Record record) => FeatureLoss.Backward(tape, record);
}

/// <summary>What losses that sum a term over features share. The target is data: it receives no gradient.</summary>
internal static unsafe class FeatureLoss
{
    public static Tensor Forward<TTerm>(Tape tape, Operation operation, Tensor prediction, Tensor target)
        where TTerm : struct, ILossTerm
    {
        ref var p = ref tape.At(prediction);
        int features = p.Shape.Features;
        if (tape.ShapeOf(target).Features != features)
            throw new ArgumentException($"A prediction of {p.Shape} cannot be compared with a target of {tape.ShapeOf(target)}.", nameof(target));
        bool needs = p.NeedsGradient;
        var job = new LossSums<TTerm>
        {
            Prediction = p.Value, Target = tape.At(target).Value,
            Slope = needs && tape.Training ? tape.Keep(tape.Length(p)) : null,
            Partial = tape.Scratch((long)LossSums<TTerm>.Parts(features) * tape.Blocks * Lanes.Width),
            Features = features, Blocks = tape.Blocks,
        };
        var loss = tape.Output(new Shape(1), needs, out float* total);
        tape.Pool.Run(ref job, job.Items);
        job.Finish(total);
        tape.Push(new Record { Operation = operation, Output = loss.Index, Input = prediction.Index, Saved = job.Slope });
        return loss;
    }

    public static void Backward(Tape tape, in Record record)
    {
        float* d = tape.GradientFor(record.Input, out bool add);
        var job = new LossGradient
        {
            Slope = (float*)record.Saved, Upstream = tape.At(record.Output).Gradient, DPrediction = d,
            Features = tape.At(record.Input).Shape.Features, Blocks = tape.Blocks, Add = add,
        };
        tape.Pool.Run(ref job, job.Items);
    }
}

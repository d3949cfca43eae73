using System.Runtime.Intrinsics;
using Elbo.Tensors.Kernels;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Ops;

/// <summary>
/// Sums the features of each example, but counts a feature whose mean over the batch is not above a floor as that floor. The sum's mean over
/// the batch is Σ max(floor, mean of the feature); a feature at the floor has no gradient.
/// </summary>
/// <remarks>
/// Kingma et al., "Improving Variational Inference with Inverse Autoregressive Flow", NeurIPS 2016, equation 15: the maximum is taken of the
/// batch's mean, not of each example's value.
/// </remarks>
public sealed unsafe class FreeBits : Operation
{
    private static readonly FreeBits Instance = new();

    private FreeBits() { }

    /// <summary>x <c>[n]</c>, such as the divergence of each latent dimension → <c>[1]</c> per example.</summary>
    public static Tensor Forward(Tape tape, Tensor x, float floor)
    {
        Tape.Node node = tape.At(x);
        int features = node.Shape.Features;
        bool needs = node.NeedsGradient;
        float* counts = needs && tape.Training ? tape.Keep(features) : tape.Scratch(features);
        // What is not a number stays one.
        for (int f = 0; f < features; f++) counts[f] = BatchMean.Of(node.Value, features, f, tape.Batch) <= floor ? 0 : 1;
        var y = tape.Output(new Shape(1), needs, out float* total);
        for (int block = 0; block < tape.Blocks; block++)
        {
            V low = default, high = default;
            for (int f = 0; f < features; f++)
            {
                float* lanes = node.Value + ((((nint)block * features) + f) * Lanes.Width);
                low += counts[f] == 0 ? Vector512.Create(floor) : Vector512.Load(lanes);
                high += counts[f] == 0 ? Vector512.Create(floor) : Vector512.Load(lanes + 16);
            }
            low.Store(total + (block * Lanes.Width));
            high.Store(total + (block * Lanes.Width) + 16);
        }
        tape.Push(new Record { Operation = Instance, Output = y.Index, Input = x.Index, Saved = counts });
        return y;
    }

    internal override void Backward(Tape tape, in Record record)
    {
        int features = tape.At(record.Input).Shape.Features;
        float* upstream = tape.At(record.Output).Gradient, counts = (float*)record.Saved;
        float* d = tape.GradientFor(record.Input, out bool add);
        for (int block = 0; block < tape.Blocks; block++)
        {
            for (int lane = 0; lane < Lanes.Width; lane += 16)
            {
                V up = Vector512.Load(upstream + (block * Lanes.Width) + lane);
                for (int f = 0; f < features; f++)
                {
                    float* to = d + ((((nint)block * features) + f) * Lanes.Width) + lane;
                    V g = counts[f] == 0 ? V.Zero : up;
                    (add ? g + Vector512.Load(to) : g).Store(to);
                }
            }
        }
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>What the passes of batch normalisation over its values work on.</summary>
internal unsafe struct BatchNormalisationArguments
{
    /// <summary>Values and gradients in lanes.</summary>
    public float* X, Y, DY, DX;

    /// <summary>One value a channel.</summary>
    public float* Mean, Inverse, Scale, Shift;

    public ChannelParts Parts;
}

/// <summary>Forward: y = f(scale · (x − mean) / deviation + shift).</summary>
internal unsafe struct BatchNormalisationForward<TActivation> : IJob where TActivation : struct, IActivation
{
    public BatchNormalisationArguments A;

    public readonly int Items => A.Parts.Items;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        var part = A.Parts.At(item);
        int c = part.Channel;
        // The mean is subtracted first: folded into the shift, a large one would cancel.
        V mean = Vector512.Create(A.Mean[c]), factor = Vector512.Create(A.Scale[c] * A.Inverse[c]), shift = Vector512.Create(A.Shift[c]);
        for (int block = part.FirstBlock; block < part.LastBlock; block++)
        {
            nint first = part.Offset(block), last = first + part.Length;
            for (nint i = first; i < last; i += Lanes.Width)
            {
                TActivation.Apply(Vector512.FusedMultiplyAdd(Vector512.Load(A.X + i) - mean, factor, shift)).Store(A.Y + i);
                TActivation.Apply(Vector512.FusedMultiplyAdd(Vector512.Load(A.X + i + 16) - mean, factor, shift)).Store(A.Y + i + 16);
            }
        }
    }
}

/// <summary>Backward, first pass: for each part Σ g and Σ g · (x − mean), where g = dy · f′.</summary>
internal unsafe struct BatchNormalisationSums<TActivation> : IJob where TActivation : struct, IActivation
{
    public BatchNormalisationArguments A;
    public double* Gradients, Products;

    public readonly int Items => A.Parts.Items;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        var part = A.Parts.At(item);
        V mean = Vector512.Create(A.Mean[part.Channel]);
        V low = default, high = default, lowProducts = default, highProducts = default;
        for (int block = part.FirstBlock; block < part.LastBlock; block++)
        {
            uint used = A.Parts.Used(block);
            V used0 = KeepMask.Low(used), used1 = KeepMask.High(used);
            nint first = part.Offset(block), last = first + part.Length;
            for (nint i = first; i < last; i += Lanes.Width)
            {
                V g0 = (Vector512.Load(A.DY + i) * TActivation.Derivative(Vector512.Load(A.Y + i))) & used0;
                V g1 = (Vector512.Load(A.DY + i + 16) * TActivation.Derivative(Vector512.Load(A.Y + i + 16))) & used1;
                V d0 = (Vector512.Load(A.X + i) - mean) & used0, d1 = (Vector512.Load(A.X + i + 16) - mean) & used1;
                low += g0;
                high += g1;
                lowProducts = Vector512.FusedMultiplyAdd(g0, d0, lowProducts);
                highProducts = Vector512.FusedMultiplyAdd(g1, d1, highProducts);
            }
        }
        Gradients[part.Slot] = Reduce.Lanes(low, high);
        Products[part.Slot] = Reduce.Lanes(lowProducts, highProducts);
    }
}

/// <summary>
/// Adds up the parts of each channel, in order: the gradients of shift and scale, and with them how g and x − mean fall
/// back on every value of the channel.
/// </summary>
internal unsafe struct BatchNormalisationChannels : IJob
{
    public double* Gradients, Products;
    public float* Inverse, DScale, DShift, Offset, Slope;
    public ChannelParts Parts;
    public bool AddScale, AddShift;

    public readonly int Items => Parts.Channels;

    public readonly void Execute(int channel)
    {
        double shift = 0, scale = 0, inverse = Inverse[channel];
        int first = channel * Parts.Count;
        for (int i = first; i < first + Parts.Count; i++)
        {
            shift += Gradients[i];
            scale += Products[i];
        }
        scale *= inverse;
        DShift[channel] = AddShift ? DShift[channel] + (float)shift : (float)shift;
        DScale[channel] = AddScale ? DScale[channel] + (float)scale : (float)scale;
        Offset[channel] = (float)(shift / Parts.Values);
        Slope[channel] = (float)(scale * inverse / Parts.Values);
    }
}

/// <summary>Backward, second pass: dx = scale / deviation · (g − mean of g − x̂ · mean of g x̂); dx may be dy's own memory.</summary>
internal unsafe struct BatchNormalisationBackward<TActivation> : IJob where TActivation : struct, IActivation
{
    public BatchNormalisationArguments A;
    public float* Offset, Slope;
    public bool Add;

    public readonly int Items => A.Parts.Items;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        var part = A.Parts.At(item);
        int c = part.Channel;
        V mean = Vector512.Create(A.Mean[c]), factor = Vector512.Create(A.Scale[c] * A.Inverse[c]);
        V offset = Vector512.Create(Offset[c]), slope = Vector512.Create(-Slope[c]);
        for (int block = part.FirstBlock; block < part.LastBlock; block++)
        {
            uint used = A.Parts.Used(block);
            V used0 = KeepMask.Low(used), used1 = KeepMask.High(used);
            nint first = part.Offset(block), last = first + part.Length;
            for (nint i = first; i < last; i += Lanes.Width)
            {
                Pass(i, used0, mean, factor, offset, slope);
                Pass(i + 16, used1, mean, factor, offset, slope);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Pass(nint i, V used, V mean, V factor, V offset, V slope)
    {
        V g = Vector512.Load(A.DY + i) * TActivation.Derivative(Vector512.Load(A.Y + i));
        V d = (factor * Vector512.FusedMultiplyAdd(Vector512.Load(A.X + i) - mean, slope, g - offset)) & used;
        (Add ? d + Vector512.Load(A.DX + i) : d).Store(A.DX + i);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Tensors.Kernels;

/// <summary>
/// Mean and sum of squared deviations of each part of each channel. A part is read from memory once and from L1 again,
/// so that squares are taken of deviations from the part's own mean and nothing cancels.
/// </summary>
/// <remarks>The corrected two-pass algorithm: Chan, Golub and LeVeque, The American Statistician 37, 1983.</remarks>
internal unsafe struct BatchMoments : IJob
{
    public float* X;
    public double* Means, Squares;
    public ChannelParts Parts;

    public readonly int Items => Parts.Items;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Execute(int item)
    {
        var part = Parts.At(item);
        float shift = Sum(part) / part.Values;
        V centre = Vector512.Create(shift), low = default, high = default, lowSquares = default, highSquares = default;
        for (int block = part.FirstBlock; block < part.LastBlock; block++)
        {
            uint used = Parts.Used(block);
            V used0 = KeepMask.Low(used), used1 = KeepMask.High(used);
            float* x = X + part.Offset(block), end = x + part.Length;
            for (; x < end; x += Lanes.Width)
            {
                V d0 = (Vector512.Load(x) - centre) & used0, d1 = (Vector512.Load(x + 16) - centre) & used1;
                low += d0;
                high += d1;
                lowSquares = Vector512.FusedMultiplyAdd(d0, d0, lowSquares);
                highSquares = Vector512.FusedMultiplyAdd(d1, d1, highSquares);
            }
        }
        double rest = Reduce.Lanes(low, high), squares = Reduce.Lanes(lowSquares, highSquares);
        // The squares of floats above 1.8e19 are too large for a float.
        if (!double.IsFinite(squares)) (shift, rest, squares) = Wide(part);
        Means[part.Slot] = shift + (rest / part.Values);
        Squares[part.Slot] = Math.Max(0, squares - (rest * rest / part.Values));
    }

    /// <summary>The same in double precision, one value after the other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly (float Centre, double Sum, double Squares) Wide(in ChannelPart part)
    {
        float shift = X[part.Offset(part.FirstBlock)];
        double rest = 0, squares = 0;
        for (int block = part.FirstBlock; block < part.LastBlock; block++)
        {
            uint used = Parts.Used(block);
            float* x = X + part.Offset(block);
            for (int i = 0; i < part.Length; i++)
            {
                if ((used >> (i % Lanes.Width) & 1) == 0) continue;
                double apart = (double)x[i] - shift;
                rest += apart;
                squares += apart * apart;
            }
        }
        return (shift, rest, squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly float Sum(in ChannelPart part)
    {
        V low = default, high = default;
        for (int block = part.FirstBlock; block < part.LastBlock; block++)
        {
            uint used = Parts.Used(block);
            V used0 = KeepMask.Low(used), used1 = KeepMask.High(used);
            float* x = X + part.Offset(block), end = x + part.Length;
            for (; x < end; x += Lanes.Width)
            {
                low += Vector512.Load(x) & used0;
                high += Vector512.Load(x + 16) & used1;
            }
        }
        return Reduce.Lanes(low, high);
    }
}

/// <summary>Adds up the parts of each channel, in order: mean, 1 / deviation, and what the running statistics are to follow.</summary>
internal unsafe struct BatchStatistics : IJob
{
    public double* Means, Squares;
    public float* Mean, Inverse, BatchMean, BatchVariance, RunningVariance;
    public double Epsilon;
    public ChannelParts Parts;

    public readonly int Items => Parts.Channels;

    public readonly void Execute(int channel)
    {
        double sum = 0, squares = 0, values = Parts.Values;
        int first = channel * Parts.Count;
        for (int i = 0; i < Parts.Count; i++) sum += Parts.Part(channel, i).Values * Means[first + i];
        double mean = sum / values;
        for (int i = 0; i < Parts.Count; i++)
        {
            double apart = Means[first + i] - mean;
            squares += Squares[first + i] + (Parts.Part(channel, i).Values * apart * apart);
        }
        Mean[channel] = (float)mean;
        Inverse[channel] = (float)(1 / Math.Sqrt((squares / values) + Epsilon));
        BatchMean[channel] = (float)mean;
        // One value says nothing of the variance, so the running one is told to stay.
        BatchVariance[channel] = values > 1 ? (float)(squares / (values - 1)) : RunningVariance[channel];
    }
}

using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Elbo.Tensors;
using V = System.Runtime.Intrinsics.Vector512<float>;

namespace Elbo.Maps;

/// <summary>
/// Convolves numbers on a square grid with an even kernel, through Fourier space: columns, then rows, then columns back. Zeros as far
/// again in both directions keep the ends apart.
/// </summary>
internal sealed class GridConvolution
{
    private const int Lanes = 16, ColumnsAnItem = 2 * Lanes;

    private readonly int length, frequencies;
    private readonly LaneFourier fourier;
    private readonly ConcurrentBag<LaneBuffer> buffers = [];
    private readonly AlignedFloats real, imaginary, response;

    /// <param name="side">Nodes a side; twice that is a length that <see cref="LaneFourier"/> knows.</param>
    /// <param name="kernel">The kernel between two nodes, given how far apart they are across and up.</param>
    /// <param name="gain">A further factor on the response at an angular frequency (0 … π) along one side.</param>
    /// <param name="pool">Threads to share the work.</param>
    public GridConvolution(int side, Func<int, int, double> kernel, Func<double, double> gain, WorkerPool pool)
    {
        (Side, length) = (side, 2 * side);
        Stride = (side + ColumnsAnItem - 1) / ColumnsAnItem * ColumnsAnItem;
        frequencies = (side + Lanes) / Lanes * Lanes;
        fourier = new LaneFourier(length);
        Field = new AlignedFloats(side * Stride);
        (real, imaginary, response) = (new AlignedFloats(frequencies * Stride), new AlignedFloats(frequencies * Stride), new AlignedFloats((side + 1) * frequencies));
        Respond(kernel, gain, pool);
    }

    /// <summary>Nodes a side.</summary>
    public int Side { get; }

    /// <summary>From a row of <see cref="Field"/> to the next; nodes past the side must be zero.</summary>
    public int Stride { get; }

    /// <summary>The numbers, <c>[Side][Stride]</c>.</summary>
    public AlignedFloats Field { get; }

    /// <summary>Replaces each number by the sum of all, weighed by the kernel.</summary>
    public void Convolve(WorkerPool pool)
    {
        pool.Run(Stride / ColumnsAnItem, item => WithBuffer(buffer => Columns(buffer, item * ColumnsAnItem)));
        pool.Run(frequencies / Lanes, item => WithBuffer(buffer => Rows(buffer, item * Lanes)));
        pool.Run(Stride / ColumnsAnItem, item => WithBuffer(buffer => ColumnsBack(buffer, item * ColumnsAnItem)));
    }

    private void WithBuffer(Action<LaneBuffer> work)
    {
        var buffer = buffers.TryTake(out var used) ? used : new LaneBuffer(length);
        work(buffer);
        buffers.Add(buffer);
    }

    /// <summary>Sixteen columns as real parts and their sixteen neighbours as imaginary ones: two real transforms in one complex.</summary>
    private void Columns(LaneBuffer buffer, int column)
    {
        int row = Stride / Lanes, at = column / Lanes;
        ReadOnlySpan<V> field = Field.Vectors;
        for (int y = 0; y < Side; y++) (buffer.Real[y], buffer.Imaginary[y]) = (field[(y * row) + at], field[(y * row) + at + 1]);
        buffer.Real[Side..].Clear();
        buffer.Imaginary[Side..].Clear();
        fourier.Forward(buffer);
        Span<V> toRe = real.Vectors, toIm = imaginary.Vectors, re = buffer.Real, im = buffer.Imaginary;
        var half = Vector512.Create(0.5f);
        for (int k = 0; k <= Side; k++)
        {
            int mirrored = k == 0 ? 0 : length - k, to = (k * row) + at;
            (toRe[to], toIm[to]) = ((re[k] + re[mirrored]) * half, (im[k] - im[mirrored]) * half);
            (toRe[to + 1], toIm[to + 1]) = ((im[k] + im[mirrored]) * half, (re[mirrored] - re[k]) * half);
        }
    }

    private void Rows(LaneBuffer buffer, int frequency)
    {
        Span<float> re = real.Span.Slice(frequency * Stride, Lanes * Stride), im = imaginary.Span.Slice(frequency * Stride, Lanes * Stride);
        Turn(re, Stride, buffer.RealFloats, Side);
        Turn(im, Stride, buffer.ImaginaryFloats, Side);
        buffer.Real[Side..].Clear();
        buffer.Imaginary[Side..].Clear();
        fourier.Forward(buffer);
        var factors = response.Vectors;
        int row = frequencies / Lanes;
        for (int k = 0; k < length; k++)
        {
            var factor = factors[(Math.Min(k, length - k) * row) + (frequency / Lanes)];
            (buffer.Real[k], buffer.Imaginary[k]) = (buffer.Real[k] * factor, buffer.Imaginary[k] * factor);
        }
        fourier.Backward(buffer);
        TurnBack(buffer.RealFloats, re, Stride, Side);
        TurnBack(buffer.ImaginaryFloats, im, Stride, Side);
    }

    private void ColumnsBack(LaneBuffer buffer, int column)
    {
        int row = Stride / Lanes, at = column / Lanes;
        Span<V> fromRe = real.Vectors, fromIm = imaginary.Vectors, re = buffer.Real, im = buffer.Imaginary;
        for (int k = 0; k <= Side; k++)
        {
            int from = (k * row) + at;
            V firstRe = fromRe[from], firstIm = fromIm[from], secondRe = fromRe[from + 1], secondIm = fromIm[from + 1];
            if (k > 0) (re[length - k], im[length - k]) = (firstRe + secondIm, secondRe - firstIm);
            (re[k], im[k]) = k % Side == 0 ? (firstRe, secondRe) : (firstRe - secondIm, firstIm + secondRe);
        }
        fourier.Backward(buffer);
        var field = Field.Vectors;
        for (int y = 0; y < Side; y++) (field[(y * row) + at], field[(y * row) + at + 1]) = (buffer.Real[y], buffer.Imaginary[y]);
    }

    /// <summary>The kernel's transform, which is real and even as the kernel is, with all scaling in it.</summary>
    private void Respond(Func<int, int, double> kernel, Func<double, double> gain, WorkerPool pool)
    {
        // Along y for every column that is not another's mirror image; the transform is kept as [column][frequency].
        pool.Run((Side + Lanes) / Lanes, item => WithBuffer(buffer =>
        {
            for (int y = 0; y < length; y++)
            {
                for (int lane = 0; lane < Lanes; lane++)
                    buffer.RealFloats[(y * Lanes) + lane] = (float)kernel(Math.Min((item * Lanes) + lane, Side), Math.Min(y, length - y));
            }
            buffer.Imaginary.Clear();
            fourier.Forward(buffer);
            for (int lane = 0; lane < Lanes && (item * Lanes) + lane <= Side; lane++)
            {
                var row = response.Span.Slice(((item * Lanes) + lane) * frequencies, frequencies);
                for (int k = 0; k <= Side; k++) row[k] = buffer.RealFloats[(k * Lanes) + lane];
            }
        }));
        var gains = new double[frequencies];
        for (int k = 0; k < gains.Length; k++) gains[k] = gain(Math.PI * Math.Min(k, Side) / Side) / length;
        pool.Run(frequencies / Lanes, item => WithBuffer(buffer =>
        {
            int row = frequencies / Lanes;
            var factors = response.Vectors;
            for (int x = 0; x < length; x++) buffer.Real[x] = factors[(Math.Min(x, length - x) * row) + item];
            buffer.Imaginary.Clear();
            fourier.Forward(buffer);
            for (int k = 0; k <= Side; k++)
            {
                var scale = MemoryMarshal.Cast<float, V>(buffer.ImaginaryFloats)[..1];
                for (int lane = 0; lane < Lanes; lane++)
                    MemoryMarshal.Cast<V, float>(scale)[lane] = (float)(gains[k] * gains[(item * Lanes) + lane]);
                factors[(k * row) + item] = buffer.Real[k] * scale[0];
            }
        }));
    }

    /// <summary>Sixteen rows → <c>[column][16]</c>.</summary>
    private static void Turn(ReadOnlySpan<float> rows, int stride, Span<float> lanes, int columns)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            var row = rows.Slice(lane * stride, columns);
            for (int x = 0; x < row.Length; x++) lanes[(x * Lanes) + lane] = row[x];
        }
    }

    private static void TurnBack(ReadOnlySpan<float> lanes, Span<float> rows, int stride, int columns)
    {
        for (int lane = 0; lane < Lanes; lane++)
        {
            var row = rows.Slice(lane * stride, columns);
            for (int x = 0; x < row.Length; x++) row[x] = lanes[(x * Lanes) + lane];
        }
    }
}

using System.Buffers;

namespace Elbo.Imaging;

/// <summary>One component of a picture (brightness, a colour difference, an ink): its size, its tables, its samples.</summary>
internal sealed class JpegComponent : IDisposable
{
    private byte[] _samples = [];
    private short[] _coefficients = [];
    private ulong[] _present = [];

    /// <summary>The name scans call it by.</summary>
    public required byte Id { get; init; }

    /// <summary>Sampling factors, 1 to 4: samples for each of the frame's largest, across and down.</summary>
    public required int Across { get; init; }

    /// <inheritdoc cref="Across"/>
    public required int Down { get; init; }

    /// <summary>Which quantisation table it uses, 0 to 3.</summary>
    public required int StepsSlot { get; init; }

    /// <summary>Samples that are of the picture.</summary>
    public int Width { get; private set; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; private set; }

    /// <summary>Blocks that hold samples of the picture: what a scan of this component alone codes.</summary>
    public int BlockColumns => (Width + 7) / 8;

    /// <inheritdoc cref="BlockColumns"/>
    public int BlockRows => (Height + 7) / 8;

    /// <summary>Samples from one row to the next: whole units of a scan with other components.</summary>
    public int Stride { get; private set; }

    private int Rows { get; set; }

    /// <summary>Samples with those of the padding.</summary>
    public long PaddedSamples => (long)Stride * Rows;

    /// <summary>64 quantisation steps <c>[row][column]</c>: those in force at the component's first scan.</summary>
    public int[]? Steps { get; set; }

    /// <summary>How far each of the 64 coefficients in coding order is known: -1 not at all, else down to this bit.</summary>
    public sbyte[] KnownTo { get; } = Unknown();

    public bool IsComplete => KnownTo.AsSpan().IndexOfAnyExcept((sbyte)0) < 0;

    public ReadOnlySpan<byte> Row(int y) => _samples.AsSpan(y * Stride, Width);

    /// <summary>From a block's first sample on.</summary>
    public Span<byte> BlockSamples(int column, int row) => _samples.AsSpan(8 * (row * Stride + column));

    /// <summary>A block's 64 coefficients, <c>[row][column]</c>, of a progressive picture.</summary>
    public Span<short> BlockCoefficients(int column, int row) => _coefficients.AsSpan(8 * (row * Stride + 8 * column), 64);

    /// <summary>One bit for each coefficient of a block, in coding order, but the first: unset where it is still 0.</summary>
    /// <remarks>So that passing over a block in a refining scan, which may cost no bit of the file, costs next to no time.</remarks>
    public ref ulong BlockPresent(int column, int row) => ref _present[row * (Stride / 8) + column];

    /// <summary>Works its size out from the picture's, the largest sampling factors, and the number of units of scans with several components.</summary>
    public void Measure(int width, int height, int maxAcross, int maxDown, int unitColumns, int unitRows)
    {
        Width = (width * Across + maxAcross - 1) / maxAcross;
        Height = (height * Down + maxDown - 1) / maxDown;
        (Stride, Rows) = (8 * unitColumns * Across, 8 * unitRows * Down);
    }

    public void RentSamples() => _samples = ArrayPool<byte>.Shared.Rent((int)PaddedSamples);

    public void RentCoefficients()
    {
        _coefficients = ArrayPool<short>.Shared.Rent((int)PaddedSamples);
        _coefficients.AsSpan(0, (int)PaddedSamples).Clear();
        int blocks = (int)(PaddedSamples / 64);
        _present = ArrayPool<ulong>.Shared.Rent(blocks);
        _present.AsSpan(0, blocks).Clear();
    }

    /// <summary>Turns the coefficients into samples and gives their memory back.</summary>
    public void TransformCoefficients()
    {
        RentSamples();
        for (int row = 0; row < BlockRows; row++)
            for (int column = 0; column < BlockColumns; column++)
                if (BlockPresent(column, row) == 0)
                    InverseDct.Fill(BlockCoefficients(column, row)[0], Steps![0], BlockSamples(column, row), Stride);
                else
                    InverseDct.Transform(BlockCoefficients(column, row), Steps, BlockSamples(column, row), Stride);
        ReturnCoefficients();
    }

    public void Dispose()
    {
        ReturnCoefficients();
        if (_samples.Length > 0)
            ArrayPool<byte>.Shared.Return(_samples);
        _samples = [];
    }

    private static sbyte[] Unknown()
    {
        sbyte[] known = new sbyte[64];
        Array.Fill(known, (sbyte)-1);
        return known;
    }

    private void ReturnCoefficients()
    {
        if (_coefficients.Length > 0)
            ArrayPool<short>.Shared.Return(_coefficients);
        if (_present.Length > 0)
            ArrayPool<ulong>.Shared.Return(_present);
        (_coefficients, _present) = ([], []);
    }
}

namespace Elbo.Imaging;

/// <summary>A sub-picture stored row after row: the whole picture, or one of Adam7's seven lattices.</summary>
/// <param name="X">Column of its first pixel.</param>
/// <param name="Y">Row of its first pixel.</param>
/// <param name="StepX">Columns from one of its pixels to the next.</param>
/// <param name="StepY">Rows from one of its rows to the next.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY)
{
    private static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    private static readonly PngPass[] Adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    public static ReadOnlySpan<PngPass> Of(PngHeader header) => header.Interlaced ? Adam7 : Whole;

    /// <summary>Bytes of the whole picture once decompressed, filter bytes included.</summary>
    public static long DataBytes(PngHeader header)
    {
        long bytes = 0;
        foreach (PngPass pass in Of(header))
            if (pass.Width(header) is > 0 and int width)
                bytes += pass.Height(header) * (1 + header.RowBytes(width));
        return bytes;
    }

    public int Width(PngHeader header) => Count(header.Width, X, StepX);

    public int Height(PngHeader header) => Count(header.Height, Y, StepY);

    private static int Count(int size, int first, int step) => size <= first ? 0 : (size - first - 1) / step + 1;
}

namespace Elbo.Imaging;

/// <summary>A row filter: predicts a byte from those to the left, above, and above left.</summary>
internal interface IPngFilter
{
    static abstract byte Predict(byte left, byte above, byte aboveLeft);
}

internal readonly struct NoFilter : IPngFilter
{
    public static byte Predict(byte left, byte above, byte aboveLeft) => 0;
}

internal readonly struct SubFilter : IPngFilter
{
    public static byte Predict(byte left, byte above, byte aboveLeft) => left;
}

internal readonly struct UpFilter : IPngFilter
{
    public static byte Predict(byte left, byte above, byte aboveLeft) => above;
}

internal readonly struct AverageFilter : IPngFilter
{
    public static byte Predict(byte left, byte above, byte aboveLeft) => (byte)((left + above) >> 1);
}

internal readonly struct PaethFilter : IPngFilter
{
    public static byte Predict(byte left, byte above, byte aboveLeft)
    {
        // The distances of the three from left + above − aboveLeft; ties go left, then above.
        int toLeft = Math.Abs(above - aboveLeft), toAbove = Math.Abs(left - aboveLeft);
        int toAboveLeft = Math.Abs(left + above - 2 * aboveLeft);
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft;
    }
}

/// <summary>Undoes and applies the five filters; a first row has a row of zeros above it.</summary>
internal static class PngFilters
{
    public const int Count = 5;

    /// <summary>Turns residuals into samples, in place.</summary>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        switch (filter)
        {
            case 0: break;
            case 1: Undo<SubFilter>(row, above, distance); break;
            case 2: Undo<UpFilter>(row, above, distance); break;
            case 3: Undo<AverageFilter>(row, above, distance); break;
            case 4: Undo<PaethFilter>(row, above, distance); break;
            default: throw new InvalidDataException($"The PNG file has a row with filter {filter}; only 0 to 4 exist.");
        }
    }

    /// <summary>Turns samples into residuals and returns the sum of their magnitudes as signed bytes.</summary>
    public static long Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int distance, Span<byte> residuals) => filter switch
    {
        0 => Apply<NoFilter>(row, above, distance, residuals),
        1 => Apply<SubFilter>(row, above, distance, residuals),
        2 => Apply<UpFilter>(row, above, distance, residuals),
        3 => Apply<AverageFilter>(row, above, distance, residuals),
        _ => Apply<PaethFilter>(row, above, distance, residuals),
    };

    private static void Undo<T>(Span<byte> row, ReadOnlySpan<byte> above, int distance) where T : struct, IPngFilter
    {
        above = above[..row.Length];
        int head = Math.Min(distance, row.Length);
        for (int i = 0; i < head; i++)
            row[i] += T.Predict(0, above[i], 0);
        for (int i = head; i < row.Length; i++)
            row[i] += T.Predict(row[i - distance], above[i], above[i - distance]);
    }

    private static long Apply<T>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int distance, Span<byte> residuals) where T : struct, IPngFilter
    {
        above = above[..row.Length];
        residuals = residuals[..row.Length];
        int head = Math.Min(distance, row.Length);
        for (int i = 0; i < head; i++)
            residuals[i] = (byte)(row[i] - T.Predict(0, above[i], 0));
        for (int i = head; i < row.Length; i++)
            residuals[i] = (byte)(row[i] - T.Predict(row[i - distance], above[i], above[i - distance]));
        long sum = 0;
        foreach (byte residual in residuals)
            sum += Math.Abs((int)(sbyte)residual);
        return sum;
    }
}

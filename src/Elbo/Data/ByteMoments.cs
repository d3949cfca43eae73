namespace Elbo.Data;

/// <summary>Mean and standard deviation of bytes, exact but for the last rounding because the sums are integers.</summary>
internal struct ByteMoments
{
    private ulong sum, squares, count;

    public void Add(ReadOnlySpan<byte> values)
    {
        foreach (byte value in values)
        {
            sum += value;
            squares += (uint)(value * value);
        }
        count += (ulong)values.Length;
    }

    /// <summary>Of everything added, at least one byte.</summary>
    public readonly (double Mean, double Deviation) Result
    {
        get
        {
            UInt128 spread = ((UInt128)count * squares) - ((UInt128)sum * sum);
            return ((double)sum / count, Math.Sqrt((double)spread) / count);
        }
    }
}

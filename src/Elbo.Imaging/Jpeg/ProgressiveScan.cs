namespace Elbo.Imaging;

/// <summary>Some coefficients of every block, or one more bit of them (T.81, annex G).</summary>
internal abstract class ProgressiveScan(JpegScan scan) : BlockCoding
{
    protected int First { get; } = scan.First;

    protected int Last { get; } = scan.Last;

    protected int Low { get; } = scan.Low;

    /// <summary>Blocks to come of which nothing (more) is coded.</summary>
    protected int EmptyBlocks { get; set; }

    /// <summary>Checks that the scan is the next step of its components and finds its tables.</summary>
    /// <remarks>No coefficient is coded twice to the same bit, so all scans together are at most 14 passes over the picture.</remarks>
    public static ProgressiveScan Start(JpegScan scan, JpegTables tables)
    {
        bool isDc = scan.First == 0;
        if (isDc ? scan.Last != 0 : scan.First > scan.Last || scan.Last > 63 || scan.Components.Length != 1)
            throw new InvalidDataException($"The JPEG file has a progressive scan of coefficients {scan.First} to {scan.Last} of {scan.Components.Length} components, which the format does not allow.");
        if (scan.Low > 13 || scan.High != 0 && scan.Low != scan.High - 1)
            throw new InvalidDataException($"The JPEG file has a progressive scan from bit {scan.High} to bit {scan.Low}, which the format does not allow.");
        foreach (ScanComponent part in scan.Components)
        {
            Span<sbyte> known = part.Component.KnownTo.AsSpan()[scan.First..(scan.Last + 1)];
            if (known.IndexOfAnyExcept((sbyte)(scan.High == 0 ? -1 : scan.High)) >= 0)
                throw new InvalidDataException($"The JPEG file has its progressive scans of component {part.Component.Id} out of order; it is damaged.");
            known.Fill((sbyte)scan.Low);
            part.Component.Steps ??= tables.Steps(part.Component.StepsSlot);
            if (isDc && scan.High == 0)
                part.Dc = tables.Dc(part.DcSlot);
            else if (!isDc)
                part.Ac = tables.Ac(part.AcSlot);
        }
        return (isDc, scan.High == 0) switch
        {
            (true, true) => new ProgressiveDcFirst(scan),
            (true, false) => new ProgressiveDcNext(scan),
            (false, true) => new ProgressiveAcFirst(scan),
            (false, false) => new ProgressiveAcNext(scan),
        };
    }

    public override void Restart(JpegScan scan)
    {
        base.Restart(scan);
        EmptyBlocks = 0;
    }

    /// <summary>Takes how many blocks, this one included, are empty: 2^<paramref name="size"/> and as many bits' worth more.</summary>
    protected static int TakeEmptyBlocks(ref BitReader reader, int size) => (1 << size) + reader.Take(size);

    protected InvalidDataException TooMany(int position) =>
        new($"The JPEG file has a block with coefficients behind number {Last}, the scan's last, before byte {position}; it is damaged.");
}

/// <summary>The first coefficient of each block, without its lowest bits.</summary>
internal sealed class ProgressiveDcFirst(JpegScan scan) : ProgressiveScan(scan)
{
    public override void Decode(ref BitReader reader, ScanComponent part, int column, int row)
    {
        part.Prediction += part.Dc!.TakeDifference(ref reader);
        part.Component.BlockCoefficients(column, row)[0] = (short)(part.Prediction << Low);
    }
}

/// <summary>One more bit of the first coefficients.</summary>
internal sealed class ProgressiveDcNext(JpegScan scan) : ProgressiveScan(scan)
{
    public override void Decode(ref BitReader reader, ScanComponent part, int column, int row)
    {
        if (reader.TakeBit())
            part.Component.BlockCoefficients(column, row)[0] |= (short)(1 << Low);
    }
}

/// <summary>A band of further coefficients, without their lowest bits.</summary>
internal sealed class ProgressiveAcFirst(JpegScan scan) : ProgressiveScan(scan)
{
    public override void Decode(ref BitReader reader, ScanComponent part, int column, int row)
    {
        if (EmptyBlocks > 0)
        {
            EmptyBlocks--;
            return;
        }
        ReadOnlySpan<byte> order = ZigZag.Natural;
        Span<short> block = part.Component.BlockCoefficients(column, row);
        ref ulong present = ref part.Component.BlockPresent(column, row);
        for (int k = First; k <= Last; k++)
        {
            reader.Ensure32();
            int symbol = part.Ac!.Take(ref reader), run = symbol >> 4, size = symbol & 15;
            if (size == 0 && run < 15)
            {
                EmptyBlocks = TakeEmptyBlocks(ref reader, run) - 1;
                return;
            }
            k += run;
            if (k > Last)
                throw TooMany(reader.Position);
            if (size == 0)
                continue;
            block[order[k]] = (short)(reader.TakeSigned(size) << Low);
            present |= 1UL << k;
        }
    }
}

/// <summary>One more bit of a band: of coefficients already known, and new ones among them that are ±1 at that bit.</summary>
internal sealed class ProgressiveAcNext(JpegScan scan) : ProgressiveScan(scan)
{
    private readonly ulong _band = ulong.MaxValue << scan.First & ulong.MaxValue >> (63 - scan.Last);

    public override void Decode(ref BitReader reader, ScanComponent part, int column, int row)
    {
        ref ulong present = ref part.Component.BlockPresent(column, row);
        if (EmptyBlocks > 0 && (present & _band) == 0)
        {
            EmptyBlocks--;
            return;
        }
        Span<short> block = part.Component.BlockCoefficients(column, row);
        int k = First;
        while (EmptyBlocks == 0 && k <= Last)
        {
            reader.Ensure32();
            int symbol = part.Ac!.Take(ref reader), run = symbol >> 4, size = symbol & 15;
            if (size == 0 && run < 15)
            {
                EmptyBlocks = TakeEmptyBlocks(ref reader, run);
                break;
            }
            int fresh = size == 0 ? 0 : reader.Take(1) != 0 ? 1 << Low : -1 << Low;
            k = Refine(ref reader, block, k, zeros: run);
            if (k > Last)
                throw TooMany(reader.Position);
            if (fresh != 0)
            {
                block[ZigZag.Natural[k]] = (short)fresh;
                present |= 1UL << k;
            }
            k++;
        }
        if (EmptyBlocks > 0)
        {
            Refine(ref reader, block, k, zeros: 64);
            EmptyBlocks--;
        }
    }

    /// <summary>Refines known coefficients from number <paramref name="k"/> on, up to the zero behind <paramref name="zeros"/> others.</summary>
    /// <returns>The number of that zero, or one behind the last.</returns>
    private int Refine(ref BitReader reader, Span<short> block, int k, int zeros)
    {
        ReadOnlySpan<byte> order = ZigZag.Natural;
        for (; k <= Last; k++)
        {
            ref short coefficient = ref block[order[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                    break;
            }
            else if (reader.TakeBit() && (coefficient & (1 << Low)) == 0)
            {
                coefficient += (short)(coefficient > 0 ? 1 << Low : -1 << Low);
            }
        }
        return k;
    }
}

namespace Elbo.Imaging;

/// <summary>Blocks coded whole, each turned into samples at once (T.81, annex F).</summary>
internal sealed class SequentialScan : BlockCoding
{
    private readonly short[] _block = new short[64];

    private SequentialScan() { }

    /// <summary>Checks that the scan is allowed and finds its tables.</summary>
    public static SequentialScan Start(JpegScan scan, JpegTables tables)
    {
        foreach (ScanComponent part in scan.Components)
        {
            if (part.Component.IsComplete)
                throw new InvalidDataException($"The JPEG file codes component {part.Component.Id} twice; it is damaged.");
            part.Component.KnownTo.AsSpan().Clear();
            part.Component.Steps = tables.Steps(part.Component.StepsSlot);
            (part.Dc, part.Ac) = (tables.Dc(part.DcSlot), tables.Ac(part.AcSlot));
        }
        return new SequentialScan();
    }

    public override void Decode(ref BitReader reader, ScanComponent part, int column, int row)
    {
        JpegComponent component = part.Component;
        Span<byte> samples = component.BlockSamples(column, row);
        int first = part.Prediction += part.Dc!.TakeDifference(ref reader);
        _block[0] = (short)first;
        if (DecodeOthers(ref reader, part.Ac!, _block))
        {
            InverseDct.Transform(_block, component.Steps, samples, component.Stride);
            _block.AsSpan().Clear();
        }
        else
        {
            InverseDct.Fill((short)first, component.Steps![0], samples, component.Stride);
        }
    }

    /// <returns>Whether there are any.</returns>
    private static bool DecodeOthers(ref BitReader reader, HuffmanTable table, Span<short> block)
    {
        ReadOnlySpan<byte> order = ZigZag.Natural;
        int k = 1;
        bool any = false;
        while (k < 64)
        {
            reader.Ensure32();
            int entry = table.Look(ref reader);
            int value, bits = HuffmanTable.BitsWithValue(entry);
            if (bits != 0)
            {
                reader.Skip(bits);
                k += HuffmanTable.Run(entry);
                value = HuffmanTable.Value(entry);
            }
            else
            {
                int symbol = table.Take(ref reader, entry), size = symbol & 15;
                if (symbol == 0)
                    break;
                k += symbol >> 4;
                if (size == 0 && symbol != 0xF0)
                    throw new InvalidDataException($"The JPEG file has a meaningless code before byte {reader.Position}; it is damaged.");
                value = reader.TakeSigned(size);
            }
            if (k > 63)
                throw new InvalidDataException($"The JPEG file has a block of more than 64 coefficients before byte {reader.Position}; it is damaged.");
            block[order[k++]] = (short)value;
            any = true;
        }
        return any;
    }
}

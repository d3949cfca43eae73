namespace Elbo.Imaging;

/// <summary>The start of scan (T.81, B.2.3): which components, and which of their coefficients, the next data code.</summary>
internal sealed class JpegScan
{
    private JpegScan(ScanComponent[] components) => Components = components;

    public ScanComponent[] Components { get; }

    /// <summary>First and last coefficient, in coding order.</summary>
    public int First { get; private init; }

    /// <inheritdoc cref="First"/>
    public int Last { get; private init; }

    /// <summary>Progressive only: the bit to which the coefficients are known before; 0 for a first scan.</summary>
    public int High { get; private init; }

    /// <summary>Progressive only: the bit to which the scan makes them known.</summary>
    public int Low { get; private init; }

    public static JpegScan Parse(ReadOnlySpan<byte> data, JpegFrame frame)
    {
        if (data.Length < 4 || data[0] is < 1 or > 4 || data.Length != 4 + 2 * data[0])
            throw new InvalidDataException("The JPEG file has a scan header whose length does not fit its contents; it is damaged.");
        var components = new ScanComponent[data[0]];
        for (int i = 0; i < components.Length; i++)
        {
            byte id = data[1 + 2 * i], slots = data[2 + 2 * i];
            // Some files give several components one name; they are then meant in order.
            JpegComponent? component = Array.Find(frame.Components, c => c.Id == id && !Array.Exists(components, used => used?.Component == c));
            if (component is null || slots >> 4 > 3 || (slots & 15) > 3)
                throw new InvalidDataException($"The JPEG file has a scan of component {id} with tables {slots >> 4} and {slots & 15}, which there are not; it is damaged.");
            components[i] = new ScanComponent(component, slots >> 4, slots & 15);
        }
        ReadOnlySpan<byte> rest = data[^3..];
        return frame.IsProgressive
            ? new JpegScan(components) { First = rest[0], Last = rest[1], High = rest[2] >> 4, Low = rest[2] & 15 }
            : new JpegScan(components) { First = 0, Last = 63, High = 0, Low = 0 }; // whatever it says
    }

    /// <summary>Decodes the data from <paramref name="position"/> on.</summary>
    /// <returns>A place behind them, at or before the next marker.</returns>
    public int Decode(ReadOnlySpan<byte> file, int position, JpegFrame frame, int restartInterval, BlockCoding coding)
    {
        // A component alone is coded block by block, without the padding of the units it shares with others.
        bool alone = Components.Length == 1;
        int columns = alone ? Components[0].Component.BlockColumns : frame.UnitColumns;
        int rows = alone ? Components[0].Component.BlockRows : frame.UnitRows;
        var reader = new BitReader(file, position);
        int restarts = 0, left = restartInterval;
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
            {
                if (restartInterval > 0 && left-- == 0)
                {
                    reader.Restart(restarts++ & 7);
                    coding.Restart(this);
                    left = restartInterval - 1;
                }
                foreach (ScanComponent component in Components)
                    DecodeUnit(ref reader, component, column, row, alone, coding);
                if (reader.IsOverrun)
                    throw new InvalidDataException($"The JPEG file's image data end at byte {reader.Position}, in row {row} of {rows} of a scan; it is damaged.");
            }
        return reader.Position;
    }

    private static void DecodeUnit(ref BitReader reader, ScanComponent component, int column, int row, bool alone, BlockCoding coding)
    {
        (int across, int down) = alone ? (1, 1) : (component.Component.Across, component.Component.Down);
        for (int y = 0; y < down; y++)
            for (int x = 0; x < across; x++)
                coding.Decode(ref reader, component, column * across + x, row * down + y);
    }
}

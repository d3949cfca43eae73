using System.Buffers.Binary;

namespace Elbo.Imaging;

/// <summary>The tables in force: segments between scans fill their four slots of each kind, later ones replace earlier.</summary>
internal sealed class JpegTables
{
    private readonly int[]?[] _steps = new int[4][];
    private readonly HuffmanTable?[] _dc = new HuffmanTable[4], _ac = new HuffmanTable[4];

    /// <summary>Units between two restart markers; 0: there are none.</summary>
    public int RestartInterval { get; private set; }

    public int[] Steps(int slot) => _steps[slot] ?? throw Missing("quantisation", slot);

    public HuffmanTable Dc(int slot) => _dc[slot] ?? throw Missing("DC Huffman", slot);

    public HuffmanTable Ac(int slot) => _ac[slot] ?? throw Missing("AC Huffman", slot);

    public void SetRestartInterval(ReadOnlySpan<byte> data)
    {
        if (data.Length != 2)
            throw new InvalidDataException($"The JPEG file's restart interval has {data.Length} bytes instead of 2; it is damaged.");
        RestartInterval = BinaryPrimitives.ReadUInt16BigEndian(data);
    }

    /// <summary>A segment of quantisation tables, 8 or 16 bits a step, in coding order (T.81, B.2.4.1).</summary>
    public void AddSteps(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            (int wide, int slot) = (data[0] >> 4, data[0] & 15);
            int bytes = 1 + (64 << wide);
            if (wide > 1 || slot > 3 || data.Length < bytes)
                throw new InvalidDataException("The JPEG file has a quantisation table of the wrong kind or length; it is damaged.");
            int[] steps = new int[64];
            for (int i = 0; i < 64; i++)
                steps[ZigZag.Natural[i]] = wide == 0 ? data[1 + i] : BinaryPrimitives.ReadUInt16BigEndian(data[(1 + 2 * i)..]);
            _steps[slot] = steps;
            data = data[bytes..];
        }
    }

    /// <summary>A segment of Huffman tables (T.81, B.2.4.2).</summary>
    public void AddHuffman(ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            (int kind, int slot) = (data[0] >> 4, data[0] & 15);
            int symbols = 0;
            foreach (byte count in data.Slice(1, Math.Min(16, data.Length - 1)))
                symbols += count;
            if (kind > 1 || slot > 3 || symbols > 256 || data.Length < 17 + symbols)
                throw new InvalidDataException("The JPEG file has a Huffman table of the wrong kind or length; it is damaged.");
            ReadOnlySpan<byte> values = data.Slice(17, symbols);
            if (kind == 0 && values.IndexOfAnyExceptInRange((byte)0, (byte)15) >= 0)
                throw new InvalidDataException("The JPEG file has a DC Huffman table with numbers of more than 15 bits; it is damaged.");
            (kind == 0 ? _dc : _ac)[slot] = new HuffmanTable(data.Slice(1, 16), values);
            data = data[(17 + symbols)..];
        }
    }

    private static InvalidDataException Missing(string kind, int slot) =>
        new($"The JPEG file uses {kind} table {slot} without defining it; it is damaged.");
}

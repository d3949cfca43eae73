using System.Runtime.CompilerServices;

namespace Elbo.Imaging;

/// <summary>One Huffman code (T.81, annex C), decoded by a table of short codes and by comparison for the long ones.</summary>
internal sealed class HuffmanTable
{
    private const int LookupBits = 10, MaxLength = 16;

    // Behind the next bits: 31…20 the signed number behind the code, 19…16 bits of both together (0: too many for the
    // table, or no number follows), 15…8 the symbol, 7…0 bits of the code alone (0: longer than the table).
    private readonly int[] _lookup = new int[1 << LookupBits];

    private readonly int[] _limit = new int[MaxLength + 1]; // first 16 bits that belong to no code up to this length
    private readonly int[] _offset = new int[MaxLength + 1]; // a code plus this is the place of its symbol
    private readonly byte[] _symbols;

    /// <param name="counts">Number of codes of 1 to 16 bits.</param>
    /// <param name="symbols">One for each code, in the codes' order.</param>
    public HuffmanTable(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        _symbols = symbols.ToArray();
        int code = 0, place = 0;
        for (int length = 1; length <= MaxLength; length++, code <<= 1)
        {
            _offset[length] = place - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, place++)
                if (length <= LookupBits && code < 1 << length)
                    FillLookup(code, length, symbols[place]);
            if (code > 1 << length)
                throw new InvalidDataException("The JPEG file has a Huffman table with more codes than their lengths allow; it is damaged.");
            _limit[length] = code << (MaxLength - length);
        }
    }

    /// <summary>What the next bits mean: there is a <see cref="Value"/> in it only if <see cref="BitsWithValue"/> is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Look(ref BitReader reader) => _lookup[reader.Peek(LookupBits)];

    public static int BitsWithValue(int entry) => (entry >> 16) & 15;

    public static int Run(int entry) => (entry >> 12) & 15;

    public static int Value(int entry) => entry >> 20;

    /// <summary>Takes one symbol; 16 bits or more must be ensured.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take(ref BitReader reader) => Take(ref reader, Look(ref reader));

    /// <summary>Takes the symbol at which <paramref name="entry"/> was looked up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Take(ref BitReader reader, int entry)
    {
        int length = entry & 0xFF;
        if (length == 0)
            return TakeLong(ref reader);
        reader.Skip(length);
        return (entry >> 8) & 0xFF;
    }

    /// <summary>Takes a difference of DC coefficients: a symbol, and as many bits of number as it says.</summary>
    public int TakeDifference(ref BitReader reader)
    {
        reader.Ensure32();
        int entry = Look(ref reader);
        if (BitsWithValue(entry) == 0)
            return reader.TakeSigned(Take(ref reader, entry));
        reader.Skip(BitsWithValue(entry));
        return Value(entry);
    }

    private int TakeLong(ref BitReader reader)
    {
        int next = reader.Peek(MaxLength);
        for (int length = LookupBits + 1; length <= MaxLength; length++)
        {
            if (next >= _limit[length])
                continue;
            reader.Skip(length);
            return _symbols[_offset[length] + (next >> (MaxLength - length))];
        }
        throw new InvalidDataException($"The JPEG file has a bit pattern before byte {reader.Position} that is no Huffman code; it is damaged.");
    }

    private void FillLookup(int code, int length, byte symbol)
    {
        int free = LookupBits - length, size = symbol & 15;
        Span<int> entries = _lookup.AsSpan(code << free, 1 << free);
        int entry = symbol << 8 | length;
        if (size == 0 || size > free)
        {
            entries.Fill(entry);
            return;
        }
        entry |= (length + size) << 16;
        for (int i = 0; i < entries.Length; i++)
            entries[i] = BitReader.Extend(i >> (free - size), size) << 20 | entry;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Elbo.Fuzz.Mutation;

/// <summary>Damages a file in ways that know nothing of its format but words that occur in it.</summary>
/// <param name="random">Decides.</param>
/// <param name="tokens">Words of the format.</param>
/// <param name="other">Gives another known file.</param>
/// <param name="longest">The longest file made.</param>
internal sealed class Mutator(Randomness random, IReadOnlyList<byte[]> tokens, Func<byte[]> other, int longest)
{
    private static readonly long[] Numbers =
    [
        0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 511, 512, 1000, 1024, 4095, 4096, 8192, 32767, 32768, 65535, 65536, 100_000, 1 << 20,
        1 << 24, int.MaxValue - 1, int.MaxValue, 1L << 31, uint.MaxValue, 1L << 32, 1L << 40, 1L << 53, long.MaxValue - 1, long.MaxValue, long.MinValue, -1, -2, -128, -32768, int.MinValue,
    ];

    private static readonly string[] Written =
    [
        "0", "-0", "1", "-1", "2", "255", "256", "65536", "2147483647", "2147483648", "-2147483649", "4294967296", "9007199254740993", "9223372036854775807", "9223372036854775808",
        "-9223372036854775809", "18446744073709551616", "1e5", "1e308", "1e309", "-1e309", "1e-400", "0.5", "5e-324", "NaN", "Infinity", "-Infinity", "1.", ".5", "01", "1e", "null", "true", "99999999999999999999999999999999999999999",
    ];

    private readonly byte[] file = new byte[longest];
    private int length;

    /// <summary>What decides.</summary>
    public Randomness Random => random;

    /// <summary>Another known file.</summary>
    public byte[] Other() => other();

    /// <summary>A copy with one to sixteen edits.</summary>
    public byte[] Mutate(ReadOnlySpan<byte> parent)
    {
        length = Math.Min(parent.Length, longest);
        parent[..length].CopyTo(file);
        for (int edits = 1 << random.Next(1 + random.Next(5)); edits > 0; edits--) Edit();
        return file.AsSpan(0, length).ToArray();
    }

    private void Edit()
    {
        if (length == 0)
        {
            Insert(0, [(byte)random.Next(256)]);
            return;
        }
        int at = random.Next(length);
        switch (random.Next(20))
        {
            case 0 or 1: file[at] ^= (byte)(1 << random.Next(8)); break;
            case 2: file[at] = (byte)random.Next(256); break;
            case 3: file[at] += (byte)(random.Next(33) - 16); break;
            case 4 or 5: SetNumber(file.AsSpan(at, length - at)); break;
            case 6 or 7: Remove(at, random.Length(Math.Min(length - at, 1024))); break;
            case 8: Insert(random.Next(length + 1), file.AsSpan(at, random.Length(Math.Min(length - at, 1024))).ToArray()); break;
            case 9: Repeat(at); break;
            case 10: file.AsSpan(at, random.Length(Math.Min(length - at, 64))).Fill((byte)random.Of([0, 255, random.Next(256)])); break;
            case 11: file.AsSpan(at, random.Length(Math.Min(length - at, 256))).ToArray().CopyTo(file, random.Next(length) is var to && to + 256 < length ? to : at); break;
            case 12 or 13: Splice(at); break;
            case 14 or 15 when tokens.Count > 0: Insert(at, random.Of(tokens)); break;
            case 16 when tokens.Count > 0: Overwrite(at, random.Of(tokens)); break;
            case 17: SetWritten(at); break;
            case 18 when random.Percent(20): length = at; break;
            default: file[at] = file[random.Next(length)]; break;
        }
    }

    private void Insert(int at, ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, longest - length);
        if (count <= 0) return;
        file.AsSpan(at, length - at).CopyTo(file.AsSpan(at + count));
        bytes[..count].CopyTo(file.AsSpan(at));
        length += count;
    }

    private void Overwrite(int at, ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, length - at)].CopyTo(file.AsSpan(at));

    private void Remove(int at, int count)
    {
        file.AsSpan(at + count, length - at - count).CopyTo(file.AsSpan(at));
        length -= count;
    }

    /// <summary>A short stretch many times over: nesting, long lists, long numbers.</summary>
    private void Repeat(int at)
    {
        byte[] stretch = file.AsSpan(at, random.Length(Math.Min(length - at, 32))).ToArray();
        for (int times = random.Length(200); times > 0 && length + stretch.Length <= longest; times--) Insert(at, stretch);
    }

    /// <summary>A stretch of another file, in the place of one here or between.</summary>
    private void Splice(int at)
    {
        byte[] source = other();
        if (source.Length == 0) return;
        int from = random.Next(source.Length);
        var stretch = source.AsSpan(from, random.Length(source.Length - from));
        switch (random.Next(4))
        {
            case 0: Overwrite(at, stretch); break;
            case 1: // the rest of the other file
                length = at;
                Insert(at, source.AsSpan(Math.Min(at, source.Length)));
                break;
            default: Insert(at, stretch); break;
        }
    }

    private void SetNumber(Span<byte> place)
    {
        long number = random.Percent(80) ? random.Of(Numbers) : (long)random.Bits();
        bool big = random.Next(2) == 0;
        int change = random.Percent(30) ? random.Next(35) - 17 : 0;
        switch (random.Next(3))
        {
            case 0 when place.Length >= 8:
                if (change != 0) number = (big ? BinaryPrimitives.ReadInt64BigEndian(place) : BinaryPrimitives.ReadInt64LittleEndian(place)) + change;
                if (big) BinaryPrimitives.WriteInt64BigEndian(place, number);
                else BinaryPrimitives.WriteInt64LittleEndian(place, number);
                break;
            case 0 or 1 when place.Length >= 4:
                if (change != 0) number = (big ? BinaryPrimitives.ReadInt32BigEndian(place) : BinaryPrimitives.ReadInt32LittleEndian(place)) + change;
                if (big) BinaryPrimitives.WriteInt32BigEndian(place, (int)number);
                else BinaryPrimitives.WriteInt32LittleEndian(place, (int)number);
                break;
            default:
                if (place.Length < 2) return;
                if (change != 0) number = (big ? BinaryPrimitives.ReadInt16BigEndian(place) : BinaryPrimitives.ReadInt16LittleEndian(place)) + change;
                if (big) BinaryPrimitives.WriteInt16BigEndian(place, (short)number);
                else BinaryPrimitives.WriteInt16LittleEndian(place, (short)number);
                break;
        }
    }

    /// <summary>Another number where one is written in digits.</summary>
    private void SetWritten(int at)
    {
        int from = file.AsSpan(at, length - at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (from < 0) return;
        from += at;
        int to = from;
        while (to < length && file[to] is >= (byte)'0' and <= (byte)'9' or (byte)'.' or (byte)'e' or (byte)'E') to++;
        Remove(from, to - from);
        Insert(from, Encoding.ASCII.GetBytes(random.Of(Written)));
    }
}

using System.Buffers.Binary;

namespace Elbo.Imaging.Tests;

/// <summary>Damages valid PNG files in seeded ways, from a flipped bit to chunks of two files mixed.</summary>
internal static class PngMutations
{
    private const int SignatureLength = 8, Framing = 12;

    private static readonly uint[] Lengths = [0, 1, 2, 3, 6, 12, 13, 14, 255, 768, 769, 65_536, int.MaxValue - 12, int.MaxValue, 0x8000_0000, uint.MaxValue - 11, uint.MaxValue];

    /// <summary>One to three mutations of <paramref name="file"/>; three of four results have their checksums repaired, so that the damage is believed.</summary>
    public static byte[] Mutate(byte[] file, byte[][] others, Random random)
    {
        for (int edits = Math.Max(1, random.Next(-1, 4)); edits > 0; edits--)
            file = MutateOnce(file, others, random);
        if (random.Next(4) > 0)
            RepairChecksums(file);
        return file;
    }

    private static byte[] MutateOnce(byte[] file, byte[][] others, Random random)
    {
        if (file.Length < 40)
            return file; // cut down already
        file = (byte[])file.Clone();
        int at = random.Next(SignatureLength, file.Length);
        byte[] other = others[random.Next(others.Length)];
        switch (random.Next(16))
        {
            case 0: file[at] = (byte)random.Next(256); return file;
            case 1: file[at] ^= (byte)(1 << random.Next(8)); return file;
            case 2: random.NextBytes(file.AsSpan(at, Math.Min(file.Length - at, random.Next(1, 9)))); return file;
            case 3: file.AsSpan(at, Math.Min(file.Length - at, random.Next(1, 9))).Fill(random.Next(2) == 0 ? (byte)0 : (byte)255); return file;
            case 4: return file[..at];
            case 5: return [.. file.AsSpan(0, at), .. file.AsSpan(Math.Min(file.Length, at + random.Next(1, 9)))];
            case 6: return [.. file.AsSpan(0, at), .. file.AsSpan(random.Next(file.Length))];
            case 7: return [.. file.AsSpan(0, at), .. other.AsSpan(random.Next(other.Length))];
            case 8: EditHeader(file, random); return file;
            case 9: EditLength(file, random); return file;
            case 10 or 11: return MoveChunks(file, other, random);
            default: return DataAnew(file, random);
        }
    }

    /// <summary>A field of the header: small values, so that many are still allowed, or a large size.</summary>
    private static void EditHeader(byte[] file, Random random)
    {
        Span<byte> header = file.AsSpan(SignatureLength + 8, 13);
        switch (random.Next(4))
        {
            case 0: header[random.Next(8, 13)] = (byte)random.Next(20); break;
            case 1: header[8] = (byte)(1 << random.Next(5)); break;
            case 2: BinaryPrimitives.WriteUInt32BigEndian(header[(4 * random.Next(2))..], (uint)random.Next(40)); break;
            default: BinaryPrimitives.WriteUInt32BigEndian(header[(4 * random.Next(2))..], (uint)random.NextInt64(1L << random.Next(1, 33))); break;
        }
    }

    private static void EditLength(byte[] file, Random random)
    {
        List<Range> chunks = Chunks(file);
        if (chunks.Count == 0)
            return;
        Span<byte> chunk = file.AsSpan(chunks[random.Next(chunks.Count)]);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        uint edited = random.Next(2) == 0 ? Lengths[random.Next(Lengths.Length)] : length + (uint)random.Next(-20, 21);
        BinaryPrimitives.WriteUInt32BigEndian(chunk, edited);
    }

    /// <summary>Replaces all image data by well-formed compressed rows of any length, most filter bytes of which exist.</summary>
    private static byte[] DataAnew(byte[] file, Random random)
    {
        byte[] rows = new byte[random.Next(1 << random.Next(4, 14))];
        int values = random.Next(4) == 0 ? 256 : 5;
        for (int i = 0; i < rows.Length; i++)
            rows[i] = (byte)random.Next(values);
        using var changed = new MemoryStream();
        changed.Write(file.AsSpan(0, SignatureLength));
        bool written = false;
        foreach (Range place in Chunks(file))
        {
            ReadOnlySpan<byte> chunk = file.AsSpan(place);
            bool isData = chunk.Slice(4, 4).SequenceEqual("IDAT"u8);
            if (!isData)
                changed.Write(chunk);
            else if (!written)
                PngChunk.Write(changed, "IDAT"u8, OddPng.Compress(rows));
            written |= isData;
        }
        return changed.ToArray();
    }

    /// <summary>Drops, doubles or swaps chunks, or takes one of another file.</summary>
    private static byte[] MoveChunks(byte[] file, byte[] other, Random random)
    {
        List<Range> places = Chunks(file), otherPlaces = Chunks(other);
        List<byte[]> chunks = [.. places.Select(place => file[place])];
        if (chunks.Count == 0)
            return file;
        int i = random.Next(chunks.Count), j = random.Next(chunks.Count);
        switch (random.Next(4))
        {
            case 0: chunks.RemoveAt(i); break;
            case 1: chunks.Insert(j, chunks[i]); break;
            case 2: (chunks[i], chunks[j]) = (chunks[j], chunks[i]); break;
            default: chunks.Insert(i, other[otherPlaces[random.Next(otherPlaces.Count)]]); break;
        }
        return [.. file.AsSpan(0, SignatureLength), .. chunks.SelectMany(chunk => chunk)];
    }

    /// <summary>Where the chunks lie, as far as their lengths can be followed.</summary>
    private static List<Range> Chunks(byte[] file)
    {
        var chunks = new List<Range>();
        for (int at = SignatureLength; at + Framing <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - Framing)
                break;
            chunks.Add(at..(at + Framing + (int)length));
            at += Framing + (int)length;
        }
        return chunks;
    }

    private static void RepairChecksums(byte[] file)
    {
        foreach (Range place in Chunks(file))
        {
            Span<byte> chunk = file.AsSpan(place);
            BinaryPrimitives.WriteUInt32BigEndian(chunk[^4..], Crc32.Of(chunk.Slice(4, 4), chunk[8..^4]));
        }
    }
}

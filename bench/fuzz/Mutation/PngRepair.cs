using System.Buffers.Binary;

namespace Elbo.Fuzz.Mutation;

/// <summary>Makes damage to PNG files believable.</summary>
internal static class PngRepair
{
    private const int Signature = 8, Framing = 12;

    /// <summary>Sets the checksum of every chunk that can be found.</summary>
    public static byte[] Checksums(byte[] file)
    {
        foreach (var place in Chunks(file))
        {
            var chunk = file.AsSpan(place);
            BinaryPrimitives.WriteUInt32BigEndian(chunk[^4..], Mutation.Checksums.Crc32(chunk[4..^4]));
        }
        return file;
    }

    /// <summary>The file with its image data unpacked, changed and packed again into one chunk.</summary>
    public static byte[] WithData(byte[] file, Func<byte[], byte[]> change)
    {
        using var packed = new MemoryStream();
        using var changed = new MemoryStream();
        var places = Chunks(file);
        foreach (var place in places.Where(place => IsData(file, place))) packed.Write(file.AsSpan(place)[8..^4]);
        byte[] data = Compression.Zlib(change(Compression.Unzlib(packed.ToArray())));
        changed.Write(file.AsSpan(0, Math.Min(Signature, file.Length)));
        bool written = false;
        foreach (var place in places)
        {
            if (!IsData(file, place)) changed.Write(file.AsSpan(place));
            else if (!written) changed.Write(Seeds.SmallPng.Chunk("IDAT", data));
            written |= IsData(file, place);
        }
        return changed.ToArray();
    }

    private static bool IsData(byte[] file, Range place) => file.AsSpan(place).Slice(4, 4).SequenceEqual("IDAT"u8);

    private static List<Range> Chunks(byte[] file)
    {
        var chunks = new List<Range>();
        for (int at = Signature; at + Framing <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - Framing) break;
            chunks.Add(at..(at + Framing + (int)length));
            at += Framing + (int)length;
        }
        return chunks;
    }
}

namespace Elbo.Data.Pictures;

/// <summary>The end of a file of packed pictures: what each picture was called, the CRC-32C of its pixels, and which files could not be used.</summary>
internal sealed record PackedTable(IReadOnlyList<string> Names, IReadOnlyList<uint> Checksums, IReadOnlyList<SkippedPicture> Skipped)
{
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Names.Count);
        foreach (string name in Names) writer.Write(name);
        foreach (uint checksum in Checksums) writer.Write(checksum);
        writer.Write(Skipped.Count);
        foreach (var (name, reason, closed) in Skipped)
        {
            writer.Write(name);
            writer.Write(reason);
            writer.Write(closed);
        }
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads a table, or null when it is damaged.</summary>
    public static PackedTable? Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var reader = new BinaryReader(stream);
        try
        {
            var names = new List<string>();
            for (int left = reader.ReadInt32(); left > 0; left--) names.Add(reader.ReadString());
            var checksums = new List<uint>();
            foreach (string _ in names) checksums.Add(reader.ReadUInt32());
            var skipped = new List<SkippedPicture>();
            for (int left = reader.ReadInt32(); left > 0; left--) skipped.Add(new(reader.ReadString(), reader.ReadString(), reader.ReadBoolean()));
            return stream.Position == stream.Length ? new(names, checksums, skipped) : null;
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}

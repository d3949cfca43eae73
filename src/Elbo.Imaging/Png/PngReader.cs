using System.IO.Compression;

namespace Elbo.Imaging;

/// <summary>Reads a PNG file: gathers its chunks, then decompresses row by row into the picture.</summary>
internal static class PngReader
{
    /// <summary>Deflate cannot expand more: 258 bytes from one bit of length and one of distance.</summary>
    private const long MaxExpansion = 1032;

    public static Pixmap Read(ReadOnlySpan<byte> file, PictureLimits limits, Pixmap? over)
    {
        if (!file.StartsWith(PngChunk.Signature))
            throw new InvalidDataException("The file does not begin like a PNG file.");
        ReadOnlySpan<byte> rest = file[PngChunk.Signature.Length..];
        PngChunk chunk = PngChunk.Take(ref rest);
        if (!chunk.Is("IHDR"u8))
            throw new InvalidDataException($"The PNG file begins with a {chunk.Name} chunk instead of its header.");
        PngHeader header = PngHeader.Parse(chunk.Data, limits);

        byte[] palette = [], transparency = [];
        using var compressed = new MemoryStream();
        bool pixelsEnded = false;
        while (!(chunk = PngChunk.Take(ref rest)).Is("IEND"u8))
        {
            bool isPixels = chunk.Is("IDAT"u8);
            if (isPixels && pixelsEnded)
                throw new InvalidDataException("The PNG file interrupts its image data with another chunk; it is damaged.");
            pixelsEnded = compressed.Length > 0 && !isPixels;

            if (isPixels)
                compressed.Write(chunk.Data);
            else if (chunk.Is("PLTE"u8))
                palette = Palette(header, chunk.Data, isLate: palette.Length > 0 || transparency.Length > 0 || pixelsEnded);
            else if (chunk.Is("tRNS"u8))
                transparency = Transparency(header, chunk.Data, palette.Length / 3, isLate: transparency.Length > 0 || pixelsEnded);
            else if (chunk.IsCritical)
                throw new InvalidDataException($"The PNG file needs its {chunk.Name} chunk understood, which this reader does not.");
        }
        if (header.Colour == PngColour.Palette && palette.Length == 0)
            throw new InvalidDataException("The PNG file's colours refer to a palette that it does not have.");
        return Decompress(compressed, new PngColours(header, palette, transparency), over);
    }

    private static Pixmap Decompress(MemoryStream compressed, PngColours colours, Pixmap? over)
    {
        PngHeader header = colours.Header;
        // Checked before anything of the picture's size is allocated.
        if (PngPass.DataBytes(header) > compressed.Length * MaxExpansion)
            throw new InvalidDataException($"The PNG file has too little data for its {header.Width}×{header.Height} pixels; it is damaged.");
        if ((long)header.Width * header.Height > Array.MaxLength / colours.Channels)
            throw new InvalidDataException($"The PNG picture of {header.Width}×{header.Height} pixels is too large for this reader.");

        Pixmap picture = Pixmap.Over(over, header.Width, header.Height, colours.Channels);
        compressed.Position = 0;
        using var data = new ZLibStream(compressed, CompressionMode.Decompress);
        foreach (PngPass pass in PngPass.Of(header))
            ReadPass(data, pass, colours, picture);
        // The checksum of the data is verified where they end; a little more data than needed is harmless.
        Inflate(data, stackalloc byte[1]);
        return picture;
    }

    private static void ReadPass(ZLibStream data, PngPass pass, PngColours colours, Pixmap picture)
    {
        PngHeader header = colours.Header;
        int width = pass.Width(header);
        if (width == 0)
            return;
        // One filter byte, then the row: both rows fit because the whole data do.
        int length = checked((int)header.RowBytes(width));
        byte[] row = new byte[1 + length], above = new byte[1 + length];
        for (int y = pass.Y; y < header.Height; y += pass.StepY)
        {
            if (Inflate(data, row) < row.Length)
                throw new InvalidDataException($"The PNG file's image data end at row {y} of {header.Height}; it is damaged.");
            PngFilters.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.FilterDistance);
            colours.Expand(row.AsSpan(1), width, picture.Row(y), pass.X, pass.StepX);
            (row, above) = (above, row);
        }
    }

    /// <summary>Fills <paramref name="target"/> as far as the data go; returns how far.</summary>
    private static int Inflate(ZLibStream data, Span<byte> target)
    {
        try
        {
            return data.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            // The compressed bytes are in memory, so this is zlib's complaint about them, never a disk's; its words speak of archives.
            throw new InvalidDataException("The PNG file's image data do not decompress; the file is damaged.", e);
        }
    }

    private static byte[] Palette(PngHeader header, ReadOnlySpan<byte> data, bool isLate)
    {
        if (isLate || data.Length == 0 || data.Length % 3 != 0 || data.Length > 3 * 256)
            throw new InvalidDataException("The PNG file's palette is misplaced, repeated or not 1 to 256 colours.");
        return header.Colour == PngColour.Palette ? data.ToArray() : []; // elsewhere only a suggestion
    }

    private static byte[] Transparency(PngHeader header, ReadOnlySpan<byte> data, int colours, bool isLate)
    {
        bool fits = header.Colour switch
        {
            PngColour.Grey => data.Length == 2,
            PngColour.Rgb => data.Length == 6,
            PngColour.Palette => data.Length > 0 && data.Length <= colours,
            _ => false,
        };
        if (isLate || !fits)
            throw new InvalidDataException("The PNG file's transparency is misplaced, repeated or of the wrong length.");
        return data.ToArray();
    }
}

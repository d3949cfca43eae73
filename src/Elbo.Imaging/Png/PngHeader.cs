using System.Buffers.Binary;

namespace Elbo.Imaging;

internal enum PngColour : byte { Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, Rgba = 6 }

/// <summary>The IHDR chunk: size and sample layout.</summary>
internal readonly record struct PngHeader(int Width, int Height, int Depth, PngColour Colour, bool Interlaced)
{
    public const int Length = 13;

    /// <summary>Samples of a pixel in the file.</summary>
    public int Samples => Colour switch { PngColour.GreyAlpha => 2, PngColour.Rgb => 3, PngColour.Rgba => 4, _ => 1 };

    /// <summary>The filters' distance to "the pixel on the left", in bytes.</summary>
    public int FilterDistance => Math.Max(1, Samples * Depth / 8);

    /// <summary>Bytes of a row of <paramref name="width"/> pixels, without its filter byte.</summary>
    public long RowBytes(int width) => ((long)width * Samples * Depth + 7) / 8;

    public static PngHeader Parse(ReadOnlySpan<byte> data, PictureLimits limits)
    {
        if (data.Length != Length)
            throw new InvalidDataException($"The PNG header has {data.Length} bytes instead of {Length}; the file is damaged.");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new InvalidDataException($"The PNG header gives the impossible size {width}×{height}.");
        limits.CheckPixels(width, height, "PNG");
        if (!IsAllowed(depth: data[8], (PngColour)data[9]))
            throw new InvalidDataException($"The PNG header gives colour type {data[9]} with {data[8]} bits a sample, which the format does not have.");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw new InvalidDataException($"The PNG header gives compression {data[10]}, filter {data[11]}, interlacing {data[12]}; only 0, 0 and 0 or 1 exist.");
        return new PngHeader((int)width, (int)height, data[8], (PngColour)data[9], data[12] == 1);
    }

    public void WriteTo(Span<byte> data)
    {
        BinaryPrimitives.WriteInt32BigEndian(data, Width);
        BinaryPrimitives.WriteInt32BigEndian(data[4..], Height);
        (data[8], data[9], data[10], data[11], data[12]) = ((byte)Depth, (byte)Colour, 0, 0, (byte)(Interlaced ? 1 : 0));
    }

    private static bool IsAllowed(int depth, PngColour colour) => colour switch
    {
        PngColour.Grey => depth is 1 or 2 or 4 or 8 or 16,
        PngColour.Palette => depth is 1 or 2 or 4 or 8,
        PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => depth is 8 or 16,
        _ => false,
    };
}

using System.Buffers.Binary;

namespace Elbo.Imaging;

/// <summary>The start of frame (T.81, B.2.2): the picture's size and its components.</summary>
internal sealed class JpegFrame : IDisposable
{
    private JpegFrame(int width, int height, bool isProgressive, JpegComponent[] components)
    {
        (Width, Height, IsProgressive, Components) = (width, height, isProgressive, components);
        foreach (JpegComponent component in components)
            (MaxAcross, MaxDown) = (Math.Max(MaxAcross, component.Across), Math.Max(MaxDown, component.Down));
        UnitColumns = (width + 8 * MaxAcross - 1) / (8 * MaxAcross);
        UnitRows = (height + 8 * MaxDown - 1) / (8 * MaxDown);
        foreach (JpegComponent component in components)
            component.Measure(width, height, MaxAcross, MaxDown, UnitColumns, UnitRows);
    }

    public int Width { get; }

    public int Height { get; }

    public bool IsProgressive { get; }

    /// <summary>1, 3 or 4.</summary>
    public JpegComponent[] Components { get; }

    /// <summary>The largest sampling factors: those of the picture's own size.</summary>
    public int MaxAcross { get; }

    /// <inheritdoc cref="MaxAcross"/>
    public int MaxDown { get; }

    /// <summary>Units of 8 · <see cref="MaxAcross"/> by 8 · <see cref="MaxDown"/> pixels that scans of several components code.</summary>
    public int UnitColumns { get; }

    /// <inheritdoc cref="UnitColumns"/>
    public int UnitRows { get; }

    /// <summary>Whether nothing remains to be known.</summary>
    public bool IsComplete => Array.TrueForAll(Components, component => component.IsComplete);

    /// <summary>Whether there is a picture, though a progressive file may have left its last bits out.</summary>
    public bool IsUsable => IsProgressive ? Array.TrueForAll(Components, component => component.KnownTo[0] >= 0) : IsComplete;

    /// <param name="marker">Which start of frame.</param>
    /// <param name="data">Its segment.</param>
    /// <param name="fileBytes">Bytes of the whole file, which bound the picture it can hold.</param>
    /// <param name="limits">What the caller allows.</param>
    public static JpegFrame Parse(byte marker, ReadOnlySpan<byte> data, int fileBytes, PictureLimits limits)
    {
        if (data.Length < 6 || data.Length != 6 + 3 * data[5])
            throw new InvalidDataException("The JPEG header's length does not fit its contents; the file is damaged.");
        if (data[0] != 8)
            throw new InvalidDataException($"The JPEG file has {data[0]} bits a sample; only 8 are read.");
        int height = BinaryPrimitives.ReadUInt16BigEndian(data[1..]), width = BinaryPrimitives.ReadUInt16BigEndian(data[3..]);
        if (width == 0)
            throw new InvalidDataException($"The JPEG header gives the impossible size {width}×{height}.");
        if (height == 0)
            throw new InvalidDataException("The JPEG header leaves the height to be told behind the pixels (DNL), which is not read.");
        limits.CheckPixels(width, height, "JPEG");
        if (data[5] is not (1 or 3 or 4))
            throw new InvalidDataException($"The JPEG file has {data[5]} components; only 1 (grey), 3 (colour) and 4 (CMYK) are read.");

        var components = new JpegComponent[data[5]];
        for (int i = 0; i < components.Length; i++)
        {
            ReadOnlySpan<byte> entry = data.Slice(6 + 3 * i, 3);
            (int across, int down) = (entry[1] >> 4, entry[1] & 15);
            if (across is < 1 or > 4 || down is < 1 or > 4 || entry[2] > 3)
                throw new InvalidDataException($"The JPEG header gives component {i + 1} sampling {across}×{down} and quantisation table {entry[2]}, which the format does not have.");
            components[i] = new JpegComponent { Id = entry[0], Across = across, Down = down, StepsSlot = entry[2] };
        }
        var frame = new JpegFrame(width, height, marker == JpegMarker.Progressive, components);
        frame.CheckMemory(fileBytes);
        return frame;
    }

    public void RentMemory()
    {
        foreach (JpegComponent component in Components)
            if (IsProgressive)
                component.RentCoefficients();
            else
                component.RentSamples();
    }

    public void Dispose()
    {
        foreach (JpegComponent component in Components)
            component.Dispose();
    }

    /// <summary>Refuses what no such file can hold, or no array, before anything is allocated.</summary>
    private void CheckMemory(int fileBytes)
    {
        long blocks = 0, largest = (long)Width * Height * (Components.Length == 1 ? 1 : 3);
        foreach (JpegComponent component in Components)
        {
            blocks += (long)component.BlockColumns * component.BlockRows;
            largest = Math.Max(largest, component.PaddedSamples);
        }
        // No Huffman code is shorter than a bit. A sequential block has two at least (its DC coefficient, its end); a
        // progressive one has one in the DC scan, without which there is no picture, and may be passed over in all others.
        if (blocks * (IsProgressive ? 1 : 2) > 8L * fileBytes)
            throw new InvalidDataException($"The JPEG file has too little data for its {Width}×{Height} pixels; it is damaged.");
        if (largest > Array.MaxLength)
            throw new InvalidDataException($"The JPEG picture of {Width}×{Height} pixels is too large for this reader.");
    }
}

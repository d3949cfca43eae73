namespace Elbo.Imaging;

/// <summary>Reads a JPEG file from marker to marker, scan after scan, until the picture is complete.</summary>
internal sealed class JpegReader : IDisposable
{
    /// <summary>More than any encoder writes; progressive files of thousands could only be meant to take long.</summary>
    private const int MaxScans = 1000;

    private readonly PictureLimits _limits;
    private readonly JpegTables _tables = new();
    private JpegFrame? _frame;
    private bool _isJfif, _hasExif;
    private int _adobeTransform = -1, _orientation = 1, _scans;

    private JpegReader(PictureLimits limits) => _limits = limits;

    public static Pixmap Read(ReadOnlySpan<byte> file, PictureLimits limits)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, JpegMarker.StartOfImage]))
            throw new InvalidDataException("The file does not begin like a JPEG file.");
        using var reader = new JpegReader(limits);
        return reader.Decode(file);
    }

    public void Dispose() => _frame?.Dispose();

    private Pixmap Decode(ReadOnlySpan<byte> file)
    {
        int at = 2;
        while (_frame is null || !_frame.IsComplete)
        {
            byte marker = JpegMarker.Next(file, ref at);
            if (marker == 0)
                throw new InvalidDataException("The JPEG file ends before its picture does; it is damaged.");
            if (marker == JpegMarker.EndOfImage)
                break;
            Take(marker, file, ref at);
        }
        if (_frame is null || !_frame.IsUsable)
            throw new InvalidDataException("The JPEG file says that it ends before its picture does; it is damaged.");
        if (_frame.IsProgressive)
            foreach (JpegComponent component in _frame.Components)
                component.TransformCoefficients();
        return Orientation.Apply(JpegPixels.Assemble(_frame, Colour(_frame)), _orientation);
    }

    private void Take(byte marker, ReadOnlySpan<byte> file, ref int at)
    {
        if (JpegMarker.UnsupportedFrame(marker) is string kind)
            throw new InvalidDataException($"The JPEG file is {kind}, which is not read; only baseline, extended and progressive Huffman-coded files are.");
        switch (marker)
        {
            case JpegMarker.Baseline or JpegMarker.Extended or JpegMarker.Progressive:
                if (_frame is not null)
                    throw new InvalidDataException("The JPEG file has two headers; it is damaged.");
                _frame = JpegFrame.Parse(marker, JpegMarker.Segment(file, ref at), file.Length, _limits);
                _frame.RentMemory();
                break;
            case JpegMarker.StartOfScan:
                TakeScan(file, ref at);
                break;
            case JpegMarker.HuffmanTables:
                _tables.AddHuffman(JpegMarker.Segment(file, ref at));
                break;
            case JpegMarker.QuantisationTables:
                _tables.AddSteps(JpegMarker.Segment(file, ref at));
                break;
            case JpegMarker.RestartInterval:
                _tables.SetRestartInterval(JpegMarker.Segment(file, ref at));
                break;
            case >= JpegMarker.App0 and <= JpegMarker.App15:
                TakeNote(marker, JpegMarker.Segment(file, ref at));
                break;
            case JpegMarker.Comment or JpegMarker.ArithmeticConditions or JpegMarker.NumberOfLines:
                _ = JpegMarker.Segment(file, ref at);
                break;
            case 0x01 or >= JpegMarker.FirstRestart and <= JpegMarker.LastRestart:
                break;
            default:
                throw new InvalidDataException($"The JPEG file has the marker {marker:X2} before byte {at}, which does not belong there; it is damaged.");
        }
    }

    private void TakeScan(ReadOnlySpan<byte> file, ref int at)
    {
        if (_frame is null)
            throw new InvalidDataException("The JPEG file has image data before its header; it is damaged.");
        if (++_scans > MaxScans)
            throw new InvalidDataException($"The JPEG file has more than {MaxScans} scans, which is not read.");
        JpegScan scan = JpegScan.Parse(JpegMarker.Segment(file, ref at), _frame);
        BlockCoding coding = _frame.IsProgressive ? ProgressiveScan.Start(scan, _tables) : SequentialScan.Start(scan, _tables);
        at = scan.Decode(file, at, _frame, _tables.RestartInterval, coding);
    }

    private void TakeNote(byte marker, ReadOnlySpan<byte> segment)
    {
        if (marker == JpegMarker.App0 && segment.Length >= 14 && segment.StartsWith("JFIF\0"u8))
            _isJfif = true;
        else if (marker == JpegMarker.App14 && segment.Length >= 12 && segment.StartsWith("Adobe"u8))
            _adobeTransform = segment[11];
        else if (marker == JpegMarker.App1 && !_hasExif && Exif.Is(segment))
            (_hasExif, _orientation) = (true, Exif.Orientation(segment));
    }

    /// <summary>What the components are: JFIF's word first, then Adobe's, then their names; libjpeg's order.</summary>
    private JpegColour Colour(JpegFrame frame)
    {
        JpegComponent[] components = frame.Components;
        return components.Length switch
        {
            1 => JpegColour.Grey,
            4 => _adobeTransform is -1 or 0 ? JpegColour.Cmyk : JpegColour.Ycck,
            _ when _isJfif => JpegColour.YCbCr,
            _ when _adobeTransform >= 0 => _adobeTransform == 0 ? JpegColour.Rgb : JpegColour.YCbCr,
            _ => (components[0].Id, components[1].Id, components[2].Id) == ('R', 'G', 'B') ? JpegColour.Rgb : JpegColour.YCbCr,
        };
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Elbo.Data.Pictures;

/// <summary>
/// A tar archive that refuses long metadata before anybody reads on: .NET's reader sets aside as much memory as a PAX or GNU
/// header says, and that may be two gigabytes in a file of one kilobyte. Reads forwards only.
/// </summary>
/// <remarks>POSIX.1-2001, "pax interchange format", and GNU tar's long names.</remarks>
internal sealed class TarHeadersStream(Stream inner) : Stream
{
    /// <summary>The longest PAX header or GNU long name, in bytes.</summary>
    public const long LongestMetadata = 1 << 20;

    private const int Block = 512, SizeAt = 124, SizeLength = 12, TypeAt = 156;

    private readonly byte[] header = new byte[Block];
    private byte[] attributes = [];
    private int filled, gathered;
    private long body;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Reads on.</summary>
    /// <exception cref="InvalidDataException">The bytes read begin an entry that is refused.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read = inner.Read(buffer);
        Follow(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count;
            if (body > 0)
            {
                count = (int)Math.Min(body, bytes.Length);
                Gather(bytes[..count]);
                body -= count;
            }
            else
            {
                count = Math.Min(Block - filled, bytes.Length);
                bytes[..count].CopyTo(header.AsSpan(filled));
                filled = (filled + count) % Block;
                if (filled == 0) Begin((char)header[TypeAt], Size(header.AsSpan(SizeAt, SizeLength)));
            }
            bytes = bytes[count..];
        }
    }

    private void Begin(char type, long size)
    {
        if (type is 'x' or 'g' or 'L' or 'K' && size > LongestMetadata)
            throw new InvalidDataException($"a header of {size} bytes, where names and attributes take at most {LongestMetadata}");
        body = (size + Block - 1) / Block * Block;
        attributes = type is 'x' or 'g' ? new byte[size] : [];
        gathered = 0;
    }

    private void Gather(ReadOnlySpan<byte> bytes)
    {
        if (gathered == attributes.Length) return;
        int count = Math.Min(attributes.Length - gathered, bytes.Length);
        bytes[..count].CopyTo(attributes.AsSpan(gathered));
        gathered += count;
        // What follows would have another length than its own header says, and we would look for the next header in the wrong place.
        if (gathered == attributes.Length && SetsSize(attributes))
            throw new InvalidDataException("an extended header with a size, which only entries above 8 GiB need");
    }

    /// <summary>Whether one of the records "LENGTH KEY=VALUE\n" is a size.</summary>
    private static bool SetsSize(ReadOnlySpan<byte> records)
    {
        while (records.IndexOf((byte)' ') is >= 0 and var space)
        {
            if (records[(space + 1)..].StartsWith("size="u8)) return true;
            if (!int.TryParse(records[..space], out int length) || length <= space || length > records.Length) return false;
            records = records[length..];
        }
        return false;
    }

    /// <summary>
    /// Octal digits, or big-endian binary behind a high bit. What stands behind the digits must be empty: the reader behind us ends a
    /// number at its first zero byte, others do not, and we must not take a number for another than it does.
    /// </summary>
    private static long Size(ReadOnlySpan<byte> field)
    {
        if (field[0] >= 0x80) return Math.Clamp(BinaryPrimitives.ReadInt64BigEndian(field[^sizeof(long)..]), 0, long.MaxValue - Block);
        string text = Encoding.Latin1.GetString(field).TrimStart(' ').TrimEnd('\0', ' ');
        long size = 0;
        foreach (char digit in text)
        {
            if (digit is < '0' or > '7') throw new InvalidDataException("a size that is not one number");
            size = (size * 8) + (digit - '0');
        }
        return size;
    }
}

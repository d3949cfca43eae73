using System.Buffers.Binary;
using System.Text;

namespace Elbo.Formats.TensorBoard;

/// <summary>Writes the fields of a message in Protocol Buffers' wire format.</summary>
/// <remarks>Google, "Protocol Buffers: Encoding". A reader passes over what it does not know, so only what is said is written.</remarks>
internal sealed class ProtobufWriter
{
    private enum Wire
    {
        Varint = 0,
        Fixed64 = 1,
        Delimited = 2,
        Fixed32 = 5,
    }

    // Varints have ten bytes at most.
    private const int LongestVarint = 10;

    private byte[] buffer = new byte[256];
    private int length;

    /// <summary>What is written so far; later writing may move it.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>A whole number, or an enumeration's.</summary>
    public void Whole(int field, long value)
    {
        Key(field, Wire.Varint);
        Varint((ulong)value);
    }

    /// <summary>Whether something holds.</summary>
    public void Flag(int field, bool value) => Whole(field, value ? 1 : 0);

    /// <summary>A float.</summary>
    public void Single(int field, float value)
    {
        Key(field, Wire.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(Room(sizeof(float)), value);
    }

    /// <summary>A double.</summary>
    public void Double(int field, double value)
    {
        Key(field, Wire.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
    }

    /// <summary>A text, as UTF-8.</summary>
    public void Text(int field, string value)
    {
        Key(field, Wire.Delimited);
        int bytes = Encoding.UTF8.GetByteCount(value);
        Varint((ulong)bytes);
        Encoding.UTF8.GetBytes(value, Room(bytes));
    }

    /// <summary>Bytes, or a message that was written elsewhere.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, Wire.Delimited);
        Varint((ulong)value.Length);
        value.CopyTo(Room(value.Length));
    }

    /// <summary>Begins bytes or a message of so many bytes, which are written elsewhere and follow these.</summary>
    public void Opening(int field, long bytes)
    {
        Key(field, Wire.Delimited);
        Varint((ulong)bytes);
    }

    /// <summary>A message: what is written until the returned value is disposed are its fields.</summary>
    public Nested Message(int field)
    {
        Key(field, Wire.Delimited);
        return new Nested(this, length);
    }

    private void Key(int field, Wire wire) => Varint(((ulong)field << 3) | (ulong)wire);

    private void Varint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[LongestVarint];
        int count = 0;
        for (; value >= 0x80; value >>= 7) bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        bytes[..count].CopyTo(Room(count));
    }

    /// <summary>Puts a message's length, known only now, before its fields.</summary>
    private void Close(int start)
    {
        int count = length - start;
        Varint((ulong)count);
        Span<byte> prefix = stackalloc byte[LongestVarint];
        prefix = prefix[..(length - start - count)];
        buffer.AsSpan(start + count, prefix.Length).CopyTo(prefix);
        buffer.AsSpan(start, count).CopyTo(buffer.AsSpan(start + prefix.Length));
        prefix.CopyTo(buffer.AsSpan(start));
    }

    private Span<byte> Room(int bytes)
    {
        int end = checked(length + bytes);
        if (end > buffer.Length) Array.Resize(ref buffer, Math.Max(end, (int)Math.Min(2L * buffer.Length, Array.MaxLength)));
        var room = buffer.AsSpan(length, bytes);
        length = end;
        return room;
    }

    /// <summary>A message under way.</summary>
    public readonly ref struct Nested(ProtobufWriter writer, int start)
    {
        /// <summary>The message is whole.</summary>
        public void Dispose() => writer.Close(start);
    }
}

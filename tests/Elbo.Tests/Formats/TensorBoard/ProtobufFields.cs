using System.Buffers.Binary;
using System.Text;

namespace Elbo.Tests.Formats.TensorBoard;

/// <summary>The fields of a message in the order they came: what a plain reader of Protocol Buffers sees.</summary>
internal sealed class ProtobufFields
{
    private readonly List<(int Field, int Wire, ulong Number, byte[] Bytes)> fields = [];

    public ProtobufFields(ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            ulong key = Varint(ref message);
            var (field, wire) = ((int)(key >> 3), (int)(key & 7));
            ulong number = 0;
            byte[] bytes = [];
            switch (wire)
            {
                case 0: number = Varint(ref message); break;
                case 1: number = BinaryPrimitives.ReadUInt64LittleEndian(Take(ref message, 8)); break;
                case 2: bytes = Take(ref message, (int)Varint(ref message)).ToArray(); break;
                case 5: number = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref message, 4)); break;
                default: throw new InvalidDataException($"Field {field} has wire type {wire}.");
            }
            fields.Add((field, wire, number, bytes));
        }
    }

    /// <summary>The numbers of its fields.</summary>
    public int[] Numbers => [.. fields.Select(f => f.Field)];

    public bool Has(int field) => fields.Any(f => f.Field == field);

    public long Whole(int field) => (long)One(field, 0).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(One(field, 1).Number);

    public float Single(int field) => BitConverter.UInt32BitsToSingle((uint)One(field, 5).Number);

    public byte[] Bytes(int field) => One(field, 2).Bytes;

    public string Text(int field) => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(field));

    public ProtobufFields Message(int field) => new(Bytes(field));

    public IEnumerable<ProtobufFields> Messages(int field) => fields.Where(f => f.Field == field).Select(f => new ProtobufFields(f.Bytes));

    /// <summary>The numbers of a repeated field.</summary>
    public IEnumerable<long> Values(int field) => fields.Where(f => f.Field == field).Select(f => (long)f.Number);

    /// <summary>The texts of a repeated field.</summary>
    public IEnumerable<string> Texts(int field) => fields.Where(f => f.Field == field).Select(f => Encoding.UTF8.GetString(f.Bytes));

    private (int Field, int Wire, ulong Number, byte[] Bytes) One(int field, int wire)
    {
        var one = Assert.Single(fields, f => f.Field == field);
        Assert.Equal(wire, one.Wire);
        return one;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = Take(ref message, 1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> message, int count)
    {
        var taken = message[..count];
        message = message[count..];
        return taken;
    }
}

using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Elbo.Formats;

/// <summary>
/// Writes the safetensors format: 8 bytes little-endian length of the header, a JSON header padded with spaces to a multiple of 8, the tensors' bytes.
/// The same tensors and metadata give the same bytes.
/// </summary>
public static class SafetensorsWriter
{
    /// <summary>Writes a file with its <see cref="SafetensorsDigest"/>.</summary>
    /// <param name="stream">Where to; it need not seek.</param>
    /// <param name="tensors">In the order of the file.</param>
    /// <param name="metadata">Text by name; written in the order of the names.</param>
    /// <exception cref="ElboException">A name is given twice, a shape is impossible, or a tensor's content does not fit its shape.</exception>
    public static void Write(Stream stream, IEnumerable<SafetensorsTensor> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        var list = tensors.ToArray();
        byte[] header = Header(list, metadata ?? [], out int digestAt);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        foreach (var tensor in list) Content(tensor, bytes => hash.AppendData(bytes));
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()), header.AsSpan(digestAt));
        stream.Write(header);
        foreach (var tensor in list) Content(tensor, stream.Write);
    }

    /// <summary>The length, the JSON and the padding, with zeros for the digest.</summary>
    private static byte[] Header(SafetensorsTensor[] tensors, IEnumerable<KeyValuePair<string, string>> metadata, out int digestAt)
    {
        var buffer = new ArrayBufferWriter<byte>();
        BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(8), 0);
        buffer.Advance(8);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            digestAt = Metadata(json, buffer, metadata);
            var names = new HashSet<string>();
            long offset = 0;
            foreach (var tensor in tensors)
            {
                if (tensor.Name == SafetensorsHeader.MetadataKey || !names.Add(tensor.Name))
                    throw new ElboException($"Two tensors are named {Quoted.Text(tensor.Name)} or the name is reserved; give each tensor a name of its own.");
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", tensor.Type.Name());
                json.WriteStartArray("shape");
                foreach (long size in tensor.Shape) json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset = checked(offset + Bytes(tensor)));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (buffer.WrittenCount % 8 != 0) buffer.Write(" "u8);
        byte[] header = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - 8);
        return header;
    }

    /// <summary>Writes the metadata and says where the digest's letters begin.</summary>
    private static int Metadata(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var sorted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in metadata)
            if (!sorted.TryAdd(name, text)) throw new ElboException($"The metadata hold {Quoted.Text(name)} twice; keep one of the two.");
        sorted[SafetensorsDigest.Key] = SafetensorsDigest.Zeros;
        int digestAt = 0;
        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach (var (name, text) in sorted)
        {
            json.WriteString(name, text);
            if (name != SafetensorsDigest.Key) continue;
            json.Flush();
            digestAt = buffer.WrittenCount - 1 - SafetensorsDigest.Length;
        }
        json.WriteEndObject();
        return digestAt;
    }

    private static long Bytes(SafetensorsTensor tensor) =>
        SafetensorsHeader.ByteCount(tensor.Type, tensor.Shape)
        ?? throw new ElboException($"Tensor {Quoted.Text(tensor.Name)} cannot have the shape [{string.Join(", ", tensor.Shape)}]; its sizes must be 0 or more and its bytes countable.");

    private static void Content(SafetensorsTensor tensor, SpanAction write)
    {
        var counted = new CountedStream(write);
        tensor.Content(counted);
        if (counted.Count != Bytes(tensor))
            throw new ElboException($"Tensor {Quoted.Text(tensor.Name)} gave {counted.Count} bytes where its shape [{string.Join(", ", tensor.Shape)}] asks for {Bytes(tensor)}; make the two agree.");
    }

    private delegate void SpanAction(ReadOnlySpan<byte> bytes);

    /// <summary>Passes on what is written, and counts it.</summary>
    private sealed class CountedStream(SpanAction write) : Stream
    {
        public long Count { get; private set; }
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Count; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            write(buffer);
            Count += buffer.Length;
        }
    }
}

using System.Buffers.Binary;
using System.Text.Json;

namespace Elbo.Formats;

/// <summary>Reads and checks a header: nothing of a file is used before all of this holds.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The header's entry that is no tensor.</summary>
    public const string MetadataKey = "__metadata__";

    private const long LongestHeader = 100_000_000;
    private const int MostAxes = 64;

    private readonly string source;

    private SafetensorsHeader(string source) => this.source = source;

    public Dictionary<string, string> Metadata { get; } = [];

    public List<SafetensorsEntry> Tensors { get; } = [];

    /// <summary>The 8 bytes of length and the JSON, as they are in the file.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <summary>Where in <see cref="Bytes"/> the digest's letters begin, or null without a digest.</summary>
    public int? DigestAt { get; private set; }

    /// <summary>Reads the header at the start of a file of <paramref name="length"/> bytes.</summary>
    public static SafetensorsHeader Read(Stream stream, long length, string source)
    {
        var header = new SafetensorsHeader(source);
        Span<byte> prefix = stackalloc byte[8];
        if (length < 8) throw header.Damaged($"it has only {length} bytes");
        stream.ReadExactly(prefix);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (size > LongestHeader || (long)size > length - 8) throw header.Damaged($"its header claims {size} bytes");
        header.Bytes = new byte[8 + (int)size];
        prefix.CopyTo(header.Bytes);
        stream.ReadExactly(header.Bytes.AsSpan(8));
        try
        {
            header.Parse();
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new ElboException(header.Damaged("its header is not valid JSON").Message, cause);
        }
        header.CheckLayout(length - header.Bytes.Length);
        return header;
    }

    /// <summary>Bytes of a tensor, or null when its shape is impossible.</summary>
    public static long? ByteCount(SafetensorsType type, ReadOnlySpan<long> shape)
    {
        if (shape.Length > MostAxes) return null;
        Int128 bytes = type.Size();
        foreach (long size in shape)
        {
            bytes *= size;
            if (size < 0 || bytes > long.MaxValue) return null;
        }
        return (long)bytes;
    }

    public ElboException Damaged(string why) =>
        new($"{source} is not a whole safetensors file: {why}; it is damaged or of another format, so use another copy.");

    private void Parse()
    {
        var reader = new Utf8JsonReader(Bytes.AsSpan(8));
        if (Bytes.Length < 9 || Bytes[8] != (byte)'{') throw Damaged("its header does not begin with a brace");
        reader.Read();
        var names = new HashSet<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!names.Add(name)) throw Damaged($"its header holds {Quoted.Text(name)} twice");
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw Damaged($"{Quoted.Text(name)} is not described by an object");
            if (name == MetadataKey) ParseMetadata(ref reader);
            else ParseTensor(ref reader, name);
        }
        reader.Read();
    }

    private void ParseMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw Damaged($"its metadata {Quoted.Text(name)} are not text");
            if (!Metadata.TryAdd(name, reader.GetString()!)) throw Damaged($"its metadata hold {Quoted.Text(name)} twice");
            if (name == SafetensorsDigest.Key && !reader.ValueIsEscaped && reader.ValueSpan.Length == SafetensorsDigest.Length)
                DigestAt = 8 + (int)reader.TokenStartIndex + 1;
        }
    }

    private void ParseTensor(ref Utf8JsonReader reader, string name)
    {
        SafetensorsType? type = null;
        long[]? shape = null, offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string member = reader.GetString()!;
            reader.Read();
            if (member == "dtype" && type is null && reader.TokenType == JsonTokenType.String)
                type = SafetensorsTypes.TryParse(reader.GetString()!, out var known) ? known
                    : throw new ElboException($"{source} holds tensor {Quoted.Text(name)} of type {Quoted.Text(reader.GetString())}, which Elbo does not read; convert it to F32.");
            else if (member == "shape" && shape is null) shape = Numbers(ref reader, name, MostAxes);
            else if (member == "data_offsets" && offsets is null) offsets = Numbers(ref reader, name, 2);
            else throw Damaged($"tensor {Quoted.Text(name)} has a wrong or second {Quoted.Text(member)}");
        }
        if (type is null || shape is null || offsets is not [var begin, var end]) throw Damaged($"tensor {Quoted.Text(name)} is not fully described");
        if (ByteCount(type.Value, shape) is not { } bytes || begin > end || bytes != end - begin)
            throw Damaged($"tensor {Quoted.Text(name)} of shape {Quoted.Text($"[{string.Join(", ", shape)}]")} does not fit its offsets {begin} to {end}");
        Tensors.Add(new SafetensorsEntry(name, type.Value, shape, begin, bytes));
    }

    private long[] Numbers(ref Utf8JsonReader reader, string name, int most)
    {
        var numbers = new List<long>();
        if (reader.TokenType != JsonTokenType.StartArray) throw Damaged($"tensor {Quoted.Text(name)} has a number where a list belongs");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0 || numbers.Count == most)
                throw Damaged($"tensor {Quoted.Text(name)} has an impossible size or offset");
            numbers.Add(number);
        }
        return [.. numbers];
    }

    /// <summary>The tensors must cover the data from first to last byte, each byte once.</summary>
    private void CheckLayout(long dataLength)
    {
        long end = 0;
        foreach (var tensor in Tensors.OrderBy(tensor => tensor.Offset).ThenBy(tensor => tensor.ByteCount))
        {
            if (tensor.Offset != end) throw Damaged($"tensor {Quoted.Text(tensor.Name)} {(tensor.Offset < end ? "overlaps another" : "leaves a hole before it")}");
            end = tensor.Offset + tensor.ByteCount;
        }
        if (end != dataLength) throw Damaged($"its tensors take {end} bytes but {dataLength} follow the header");
    }
}

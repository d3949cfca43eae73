using System.Buffers.Binary;
using System.Text;
using Elbo.Formats;

namespace Elbo.Tests.Formats;

public sealed class SafetensorsTests
{
    private static readonly float[] Weights = [1.5f, -2f, float.Epsilon, float.NaN, float.NegativeInfinity, 1e30f];

    internal static byte[] Small(string? note = "β \"q\"")
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream,
        [
            SafetensorsTensor.Floats("encoder.0.weight", [2, 3], Weights),
            SafetensorsTensor.Integers("step", [], new long[] { 5000 }),
            SafetensorsTensor.Floats("empty", [0, 7], Array.Empty<float>()),
            SafetensorsTensor.Floats("encoder.0.bias", [2], () => [7f, 8f]),
        ], note is null ? null : new Dictionary<string, string> { ["note"] = note, ["a"] = "1" });
        return stream.ToArray();
    }

    private static SafetensorsFile Read(byte[] bytes) => SafetensorsFile.Read(new MemoryStream(bytes), "w.safetensors");

    /// <summary>A file of this header and so many bytes of data.</summary>
    private static byte[] File(string json, int data)
    {
        byte[] header = Encoding.UTF8.GetBytes(json), file = new byte[8 + header.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, 8);
        return file;
    }

    [Fact]
    public void What_was_written_is_read()
    {
        using var file = Read(Small());
        file.Verify();
        Assert.True(file.HasDigest);
        Assert.Equal("β \"q\"", file.Metadata["note"]);
        Assert.Equal(["encoder.0.weight", "step", "empty", "encoder.0.bias"], file.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([2L, 3L], file.Find("encoder.0.weight")!.Shape);
        Assert.Equal(SafetensorsType.I64, file.Find("step")!.Type);
        var weights = new float[6];
        file.Read("encoder.0.weight", weights);
        Assert.Equal(Weights.Select(BitConverter.SingleToInt32Bits), weights.Select(BitConverter.SingleToInt32Bits));
        var step = new long[1];
        file.ReadIntegers("step", step);
        Assert.Equal(5000, step[0]);
        var bias = new float[2];
        file.Read("encoder.0.bias", bias);
        Assert.Equal([7f, 8f], bias);
        file.Read("empty", []);
    }

    [Fact]
    public void The_layout_is_the_reference_layout()
    {
        byte[] bytes = Small(null);
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, (8 + length) % 8);
        string header = Encoding.UTF8.GetString(bytes, 8, length);
        Assert.Matches("""^\{"__metadata__":\{"elbo.sha256":"[0-9a-f]{64}"\},"encoder.0.weight":\{"dtype":"F32","shape":\[2,3\],"data_offsets":\[0,24\]\},"step":\{"dtype":"I64","shape":\[\],"data_offsets":\[24,32\]\},"empty":\{"dtype":"F32","shape":\[0,7\],"data_offsets":\[32,32\]\},"encoder.0.bias":\{"dtype":"F32","shape":\[2\],"data_offsets":\[32,40\]\}\} *$""", header);
        Assert.Equal(1.5f, BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(8 + length)));
        Assert.Equal(8 + length + 40, bytes.Length);
    }

    [Fact]
    public void The_same_tensors_give_the_same_bytes() => Assert.Equal(Small(), Small());

    [Fact]
    public void A_tensor_longer_than_the_buffers_is_read_and_verified()
    {
        var values = new float[200_001];
        for (int i = 0; i < values.Length; i++) values[i] = i;
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, [SafetensorsTensor.Floats("w", [values.Length], values)]);
        using var file = Read(stream.ToArray());
        file.Verify();
        var read = new float[values.Length];
        file.Read("w", read);
        Assert.Equal(values, read);
    }

    [Fact]
    public void Every_flipped_bit_is_detected()
    {
        byte[] bytes = Small();
        for (int i = 0; i < bytes.Length * 8; i++)
        {
            byte[] flipped = (byte[])bytes.Clone();
            flipped[i / 8] ^= (byte)(1 << (i % 8));
            var error = Record.Exception(() =>
            {
                using var file = Read(flipped);
                file.Verify();
            });
            Assert.IsType<ElboException>(error);
            Assert.StartsWith("w.safetensors ", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_truncation_is_detected_on_opening()
    {
        byte[] bytes = Small();
        for (int length = 0; length < bytes.Length; length++) Assert.Throws<ElboException>(() => Read(bytes[..length]));
        Assert.Throws<ElboException>(() => Read([.. bytes, 0]));
    }

    [Fact]
    public void No_mutation_throws_anything_but_an_elbo_error()
    {
        byte[] bytes = Small();
        int refused = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            byte[] mutated = (byte[])bytes.Clone();
            for (int edits = random.Next(1, 6); edits > 0; edits--)
                mutated[random.Next(mutated.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"0123456789[]{},:\" -"[random.Next(19)];
            try
            {
                using var file = Read(mutated);
                foreach (var tensor in file.Tensors.Where(tensor => tensor.Type == SafetensorsType.F32)) file.Read(tensor.Name, new float[tensor.Count]);
            }
            catch (ElboException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 500, 2999);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "follow the header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 0, "follow the header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "impossible")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}}""", 4, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551620]}}""", 4, "impossible")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}""", 4, "impossible")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "not fully described")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", 4, "not fully described")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4, "'x'")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "second 'dtype'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[0],"data_offsets":[4,4]}}""", 4, "'a' twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"}}""", 0, "'k' twice")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "not text")]
    [InlineData("""{"a":{"dtype":"Q4","shape":[1],"data_offsets":[0,4]}}""", 4, "convert it to F32")]
    [InlineData("""{"a":3}""", 0, "not described")]
    [InlineData("""{} x""", 0, "not valid JSON")]
    [InlineData(""" {}""", 0, "brace")]
    [InlineData("""{"\ud800":{}}""", 0, "not valid JSON")]
    [InlineData("", 0, "brace")]
    public void A_header_that_lies_is_refused(string json, int data, string why)
    {
        var error = Assert.Throws<ElboException>(() => Read(File(json, data)));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("w.safetensors ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(100_000_001UL)]
    [InlineData(9UL)]
    public void A_header_length_beyond_the_file_or_the_limit_is_refused(ulong length)
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
        Assert.Contains($"claims {length} bytes", Assert.Throws<ElboException>(() => Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_file_is_read_but_not_verified()
    {
        byte[] bytes = File("""{"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]},"d":{"dtype":"F64","shape":[1],"data_offsets":[4,12]},"t":{"dtype":"BOOL","shape":[3],"data_offsets":[12,15]}}   """, 15);
        var data = bytes.AsSpan(bytes.Length - 15);
        BinaryPrimitives.WriteHalfLittleEndian(data, (Half)(-1.5));
        BinaryPrimitives.WriteInt16LittleEndian(data[2..], (short)(BitConverter.SingleToInt32Bits(3f) >> 16));
        BinaryPrimitives.WriteDoubleLittleEndian(data[4..], 0.25);
        using var file = Read(bytes);
        Assert.False(file.HasDigest);
        var value = new float[1];
        foreach (var (name, expected) in new[] { ("h", -1.5f), ("b", 3f), ("d", 0.25f) })
        {
            file.Read(name, value);
            Assert.Equal(expected, value[0]);
        }
        Assert.Contains("not real numbers", Assert.Throws<ElboException>(() => file.Read("t", new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("no digest", Assert.Throws<ElboException>(file.Verify).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_name_or_size_is_refused()
    {
        using var file = Read(Small());
        Assert.Equal("w.safetensors holds no tensor 'encoder.0.wieght'; the nearest is 'encoder.0.weight'.", Assert.Throws<ElboException>(() => file.Read("encoder.0.wieght", new float[6])).Message);
        Assert.Contains("6 numbers where the model needs 5", Assert.Throws<ElboException>(() => file.Read("encoder.0.weight", new float[5])).Message, StringComparison.Ordinal);
        Assert.Contains("where I64 is needed", Assert.Throws<ElboException>(() => file.ReadIntegers("encoder.0.bias", new long[2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_writer_refuses_twice_the_same_name_and_content_that_does_not_fit()
    {
        var one = SafetensorsTensor.Floats("w", [2], new float[2]);
        Assert.Contains("'w'", Assert.Throws<ElboException>(() => SafetensorsWriter.Write(Stream.Null, [one, one])).Message, StringComparison.Ordinal);
        Assert.Contains("gave 8 bytes where its shape [3] asks for 12", Assert.Throws<ElboException>(() => SafetensorsWriter.Write(Stream.Null, [SafetensorsTensor.Floats("w", [3], new float[2])])).Message, StringComparison.Ordinal);
        Assert.Contains("cannot have the shape [-1]", Assert.Throws<ElboException>(() => SafetensorsWriter.Write(Stream.Null, [SafetensorsTensor.Floats("w", [-1], new float[2])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"There is no file {folder["x"]}; check the path.", Assert.Throws<ElboException>(() => SafetensorsFile.Open(folder["x"])).Message);
        Assert.Contains("could not be opened", Assert.Throws<ElboException>(() => SafetensorsFile.Open(folder.Path)).Message, StringComparison.Ordinal);
    }
}

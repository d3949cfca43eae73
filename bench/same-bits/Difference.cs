using System.Buffers.Binary;
using System.Text.Json;

namespace Elbo.SameBits;

/// <summary>Where two files first differ, in words.</summary>
internal static class Difference
{
    public static string Of(string expected, string actual)
    {
        byte[] a = Read(expected), b = Read(actual);
        int at = a.AsSpan().CommonPrefixLength(b);
        if (at == a.Length && at == b.Length) return "no difference";
        string place = $"byte {at:N0} of {a.Length:N0} and {b.Length:N0}";
        if (expected.EndsWith(".safetensors", StringComparison.Ordinal)) return $"{place}, in {Tensor(a, at)}";
        return Path.GetExtension(expected) is ".json" or ".csv" or ".svg" ? $"{place}: `{Around(a, at)}` and `{Around(b, at)}`" : place;
    }

    private static byte[] Read(string path) => path.EndsWith("metrics.csv", StringComparison.Ordinal) ? Timeless.Bytes(path) : File.ReadAllBytes(path);

    private static string Around(byte[] text, int at) =>
        System.Text.Encoding.UTF8.GetString(text, Math.Max(0, at - 30), Math.Min(60, text.Length - Math.Max(0, at - 30))).ReplaceLineEndings(" ");

    private static string Tensor(byte[] file, int at)
    {
        int header = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        if (at < header + 8) return $"the header: {Around(file, at)}";
        using var document = JsonDocument.Parse(file.AsMemory(8, header));
        foreach (var tensor in document.RootElement.EnumerateObject())
        {
            if (tensor.Name == "__metadata__") continue;
            var offsets = tensor.Value.GetProperty("data_offsets");
            long from = offsets[0].GetInt64() + header + 8, to = offsets[1].GetInt64() + header + 8;
            if (at < from || at >= to) continue;
            int start = at - (int)((at - from) % sizeof(float));
            return $"{tensor.Name}[{(start - from) / sizeof(float)}], which is {BinaryPrimitives.ReadSingleLittleEndian(file.AsSpan(start)):R} in the reference";
        }
        return "no tensor";
    }
}

using System.Globalization;
using System.Text;

namespace Elbo.Formats;

/// <summary>What a NumPy array file says of itself before its values.</summary>
/// <param name="Kind">f for floats, i and u for whole numbers with and without a sign, b for truth values.</param>
/// <param name="Size">Bytes of a value: 1, 2, 4 or 8.</param>
/// <param name="BigEndian">Whether the first byte of a value is the largest.</param>
/// <param name="Fortran">Whether the first index runs fastest.</param>
/// <param name="Shape">The extents, outermost first.</param>
/// <remarks>NumPy Enhancement Proposal 1, versions 1.0 to 3.0. The header is a Python literal, of which only what NumPy writes is taken.</remarks>
internal sealed record NpyHeader(char Kind, int Size, bool BigEndian, bool Fortran, int[] Shape)
{
    private const int LongestHeader = 1 << 16, MostDimensions = 8;

    /// <summary>Most values that are read.</summary>
    public const int MostValues = 1 << 28;

    /// <summary>Number of values.</summary>
    public int Count => Shape.Aggregate(1, (product, extent) => product * extent);

    /// <summary>Reads up to where the values begin.</summary>
    /// <exception cref="ElboException">The file is none of NumPy's, damaged, or holds what no model can be given.</exception>
    public static NpyHeader Read(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[8];
        if (stream.ReadAtLeast(start, 8, throwOnEndOfStream: false) < 8 || !start[..6].SequenceEqual((ReadOnlySpan<byte>)[0x93, .. "NUMPY"u8]))
            throw new ElboException($"{name} is no array of NumPy's; give a .npy file that numpy.save wrote.");
        if (start[6] is < 1 or > 3) throw new ElboException($"{name} has version {start[6]}.{start[7]} of NumPy's format, but only 1.0 to 3.0 are known; save it with an older version.");
        Span<byte> size = stackalloc byte[4];
        size.Clear();
        int width = start[6] == 1 ? 2 : 4;
        if (stream.ReadAtLeast(size[..width], width, throwOnEndOfStream: false) < width) throw Damaged(name);
        uint length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > LongestHeader) throw Damaged(name);
        var bytes = new byte[length];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) throw Damaged(name);
        return Parse(start[6] == 3 ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes), name);
    }

    private static NpyHeader Parse(string text, string name)
    {
        string? type = Member(text, "descr", "'", "'"), order = Member(text, "fortran_order", "", ","), extents = Member(text, "shape", "(", ")");
        if (type is null && text.Contains("'descr': [", StringComparison.Ordinal))
            throw new ElboException($"{name} holds records of several fields; save each field, or plain numbers, on their own.");
        if (type is not { Length: 3 } || extents is null || order is not ("True" or "False") || !text.TrimStart().StartsWith('{') || !text.TrimEnd().EndsWith('}')) throw Damaged(name, type is { Length: 3 } ? null : type);
        var (kind, size) = (type[1], type[2] - '0');
        bool known = (kind, size) is ('f', 4 or 8) or ('i' or 'u', 1 or 2 or 4 or 8) or ('b', 1);
        if (!known || type[0] is not ('<' or '>' or '|' or '=')) throw Damaged(name, type);
        return new(kind, size, type[0] == '>', order == "True", Extents(extents, name));
    }

    private static int[] Extents(string text, string name)
    {
        var shape = new List<int>();
        long product = 1;
        foreach (string part in text.Split(','))
        {
            string number = part.Trim();
            if (number.Length == 0) continue;
            if (shape.Count == MostDimensions || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int extent)) throw Damaged(name);
            shape.Add(extent);
            product = extent == 0 || product == 0 ? 0 : product > MostValues ? product : product * extent;
        }
        return product <= MostValues ? [.. shape]
            : throw new ElboException($"{name} says that it holds an array of {text.Trim()}, more than the {MostValues:N0} values that are read; divide it.");
    }

    /// <summary>What stands behind a key, between two marks; null where it does not stand there once.</summary>
    private static string? Member(string text, string key, string open, string close)
    {
        string start = $"'{key}': {open}";
        int at = text.IndexOf(start, StringComparison.Ordinal);
        if (at < 0 || text.IndexOf($"'{key}'", at + start.Length, StringComparison.Ordinal) >= 0) return null;
        at += start.Length;
        int end = text.IndexOf(close, at, StringComparison.Ordinal);
        if (end < 0 && close == ",") end = text.IndexOf('}', at);
        return end < 0 ? null : text[at..end].Trim();
    }

    private static ElboException Damaged(string name, string? type = null) => new(type is { Length: > 0 }
        ? $"{name} holds values of type {Quoted.Text(type)}, which no model can be given; save them as floats (f4, f8), whole numbers (i1 to i8, u1 to u8) or truth values."
        : $"{name} is a damaged array of NumPy's: its header cannot be read; save it again.");
}

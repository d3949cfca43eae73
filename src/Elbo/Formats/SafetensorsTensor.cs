using System.Runtime.InteropServices;

namespace Elbo.Formats;

/// <summary>A view of values wherever they live, such as native memory; called when the values are wanted.</summary>
public delegate ReadOnlySpan<float> FloatSource();

/// <summary>One tensor to be written.</summary>
public sealed class SafetensorsTensor
{
    /// <summary>Describes a tensor.</summary>
    /// <param name="name">Its name, such as <c>encoder.0.weight</c>.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Sizes of the axes, the last one contiguous; empty for a single number.</param>
    /// <param name="content">Writes the elements, little-endian. It is called twice, for the digest and for the file, and must write the same bytes.</param>
    public SafetensorsTensor(string name, SafetensorsType type, long[] shape, Action<Stream> content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(content);
        (Name, Type, Shape, Content) = (name, type, shape, content);
    }

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>Element type.</summary>
    public SafetensorsType Type { get; }

    /// <summary>Sizes of the axes.</summary>
    public long[] Shape { get; }

    /// <summary>Writes the elements.</summary>
    public Action<Stream> Content { get; }

    /// <summary>A tensor of floats in managed memory.</summary>
    public static SafetensorsTensor Floats(string name, long[] shape, ReadOnlyMemory<float> values) =>
        Floats(name, shape, () => values.Span);

    /// <summary>A tensor of floats that <paramref name="values"/> shows when they are wanted; nothing is copied.</summary>
    public static SafetensorsTensor Floats(string name, long[] shape, FloatSource values) =>
        new(name, SafetensorsType.F32, shape, stream =>
        {
            // In pieces, because the bytes of a large span can be more than a span can count.
            const int Piece = 1 << 20;
            var rest = values();
            while (rest.Length > 0)
            {
                var piece = rest[..Math.Min(Piece, rest.Length)];
                stream.Write(MemoryMarshal.AsBytes(piece));
                rest = rest[piece.Length..];
            }
        });

    /// <summary>A tensor of 64-bit integers.</summary>
    public static SafetensorsTensor Integers(string name, long[] shape, ReadOnlyMemory<long> values) =>
        new(name, SafetensorsType.I64, shape, stream => stream.Write(MemoryMarshal.AsBytes(values.Span)));
}

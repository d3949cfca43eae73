namespace Elbo.Imaging;

/// <summary>The colours of an animation, and which of them each pixel takes.</summary>
internal abstract class GifPalette
{
    public const int MaxColours = 256;

    protected GifPalette(byte[] colours) => Colours = colours;

    /// <summary>RGB triples.</summary>
    public byte[] Colours { get; }

    /// <summary>The file's table has 2^n colours.</summary>
    public int TableBits => Math.Max(1, int.Log2(Colours.Length / 3 * 2 - 1));

    /// <summary>Bits of a pixel for the compression, which knows no single one.</summary>
    public int CodeBits => Math.Max(2, TableBits);

    /// <summary>Writes the colour number of each pixel of <paramref name="frame"/>.</summary>
    public abstract void Map(Pixmap frame, Span<byte> indices);

    /// <summary>The exact colours of all frames if a palette holds them, else the best.</summary>
    public static GifPalette Of(IEnumerable<Pixmap> frames) => ExactPalette.TryMake(frames) ?? (GifPalette)ReducedPalette.Make(frames);
}

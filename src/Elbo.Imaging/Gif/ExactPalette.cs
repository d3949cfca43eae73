namespace Elbo.Imaging;

/// <summary>A palette that holds every colour there is.</summary>
internal sealed class ExactPalette : GifPalette
{
    private readonly Dictionary<int, byte> _numbers;

    private ExactPalette(byte[] colours, Dictionary<int, byte> numbers) : base(colours) => _numbers = numbers;

    /// <summary>In the order of their numbers; null when there are more than <see cref="GifPalette.MaxColours"/> colours.</summary>
    public static ExactPalette? TryMake(IEnumerable<Pixmap> frames)
    {
        var found = new SortedSet<int>();
        foreach (Pixmap frame in frames)
            for (int i = 0, last = -1; i < frame.Width * frame.Height; i++)
            {
                int colour = RgbColour.At(frame, i);
                if (colour != last && found.Add(last = colour) && found.Count > MaxColours)
                    return null;
            }
        var colours = new byte[3 * found.Count];
        var numbers = new Dictionary<int, byte>(found.Count);
        foreach (int colour in found)
        {
            (colours[3 * numbers.Count], colours[3 * numbers.Count + 1], colours[3 * numbers.Count + 2]) = RgbColour.Split(colour);
            numbers.Add(colour, (byte)numbers.Count);
        }
        return new ExactPalette(colours, numbers);
    }

    public override void Map(Pixmap frame, Span<byte> indices)
    {
        int last = -1;
        byte number = 0;
        for (int i = 0; i < frame.Width * frame.Height; i++)
        {
            int colour = RgbColour.At(frame, i);
            if (colour != last && !_numbers.TryGetValue(last = colour, out number))
                throw new IOException("A frame changed while the animation was written; write it again.");
            indices[i] = number;
        }
    }
}

namespace Elbo.Imaging;

/// <summary>Finds the colour of a palette nearest to another.</summary>
/// <param name="colours">Rows <c>[n][red, green, blue]</c>.</param>
internal sealed class NearestColour(float[] colours)
{
    private readonly short[] _known = NewTable();

    /// <summary>The number of the nearest to a colour, of which only its cell of the histogram counts; remembered.</summary>
    public int OfCell(int red, int green, int blue)
    {
        const int within = 8 - ColourHistogram.Bits;
        int cell = ColourHistogram.Cell(red, green, blue);
        if (_known[cell] < 0)
        {
            const float middle = ((1 << within) - 1) / 2f;
            _known[cell] = (short)Of((red >> within << within) + middle, (green >> within << within) + middle, (blue >> within << within) + middle);
        }
        return _known[cell];
    }

    /// <summary>The number of the nearest; of several, the first.</summary>
    public int Of(float red, float green, float blue)
    {
        int nearest = 0;
        float least = float.MaxValue;
        for (int i = 0; i < colours.Length; i += 3)
        {
            float r = colours[i] - red, g = colours[i + 1] - green, b = colours[i + 2] - blue;
            float distance = r * r + g * g + b * b;
            if (distance < least)
                (least, nearest) = (distance, i / 3);
        }
        return nearest;
    }

    private static short[] NewTable()
    {
        var table = new short[ColourHistogram.Cells];
        Array.Fill(table, (short)-1);
        return table;
    }
}

namespace Elbo.Imaging;

/// <summary>Lays equally sized pictures out on a light ground, row by row.</summary>
/// <remarks>A sheet of grey pictures is grey; with one coloured picture it is RGB. Transparent pixels show the ground.</remarks>
public sealed record ContactSheet
{
    /// <summary>Every pixel becomes a square of this side, so that small pictures can be seen.</summary>
    public int Scale { get; init; } = 1;

    /// <summary>Pixels of the sheet between neighbours and around all; three times as many part one pair from the next.</summary>
    public int Gap { get; init; } = 2;

    /// <summary>Grey level of the ground.</summary>
    public byte Background { get; init; } = 238;

    /// <summary>A sheet about as many pictures wide as high.</summary>
    /// <inheritdoc cref="Grid(IReadOnlyList{Pixmap}, int, Pixmap)"/>
    public Pixmap Grid(IReadOnlyList<Pixmap> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        return Grid(pictures, (int)Math.Ceiling(Math.Sqrt(pictures.Count)));
    }

    /// <summary>A sheet of <paramref name="columns"/> pictures a row; the last row may be shorter.</summary>
    /// <param name="pictures">At least one, all of one size.</param>
    /// <param name="columns">Pictures in a row.</param>
    /// <param name="over">An earlier sheet that is needed no more: drawn over and returned if it has the same size and channels, so that sheets drawn again and again leave no garbage.</param>
    /// <exception cref="ArgumentException">There are no pictures, their sizes differ, or the sheet would be too large.</exception>
    public Pixmap Grid(IReadOnlyList<Pixmap> pictures, int columns, Pixmap? over = null)
    {
        Check(pictures, columns);
        int rows = (pictures.Count + columns - 1) / columns;
        var sheet = new Sheet(this, pictures[0], columns, rows, pairX: false, pairY: false, isGrey: IsGrey(pictures), over);
        for (int i = 0; i < pictures.Count; i++)
            sheet.Draw(pictures[i], i % columns, i / columns);
        return sheet.Picture;
    }

    /// <summary>A sheet of <paramref name="columns"/> pairs a row, each original with its reconstruction.</summary>
    /// <exception cref="ArgumentException">There are no pictures, their numbers or sizes differ, or the sheet would be too large.</exception>
    public Pixmap Pairs(IReadOnlyList<Pixmap> originals, IReadOnlyList<Pixmap> reconstructions, int columns, PairLayout layout = PairLayout.Over)
    {
        Check(originals, columns);
        Check(reconstructions, columns);
        if (originals.Count != reconstructions.Count)
            throw new ArgumentException($"There are {originals.Count} originals but {reconstructions.Count} reconstructions; give one to each.", nameof(reconstructions));
        bool over = layout == PairLayout.Over;
        int rows = (originals.Count + columns - 1) / columns;
        var sheet = new Sheet(this, originals[0], over ? columns : 2 * columns, over ? 2 * rows : rows,
            pairX: !over, pairY: over, isGrey: IsGrey(originals) && IsGrey(reconstructions));
        for (int i = 0; i < originals.Count; i++)
        {
            int x = i % columns, y = i / columns;
            sheet.Draw(originals[i], over ? x : 2 * x, over ? 2 * y : y);
            sheet.Draw(reconstructions[i], over ? x : 2 * x + 1, over ? 2 * y + 1 : y);
        }
        return sheet.Picture;
    }

    internal void Check(IReadOnlyList<Pixmap> pictures, int columns)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Count == 0)
            throw new ArgumentException("A contact sheet needs at least one picture.", nameof(pictures));
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Scale, 1, nameof(Scale));
        ArgumentOutOfRangeException.ThrowIfNegative(Gap, nameof(Gap));
    }

    internal static bool IsGrey(IReadOnlyList<Pixmap> pictures)
    {
        foreach (Pixmap picture in pictures)
            if (picture.Channels != 1)
                return false;
        return true;
    }
}

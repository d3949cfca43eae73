namespace Elbo.Imaging;

/// <summary>The canvas of a contact sheet: knows where each cell is and draws a picture into it.</summary>
internal sealed class Sheet
{
    private readonly ContactSheet _style;
    private readonly int _cellWidth, _cellHeight;
    private readonly bool _pairX, _pairY;

    public Sheet(ContactSheet style, Pixmap like, int columns, int rows, bool pairX, bool pairY, bool isGrey, Pixmap? over = null)
    {
        (_style, _cellWidth, _cellHeight, _pairX, _pairY) = (style, like.Width, like.Height, pairX, pairY);
        long width = End(columns, _cellWidth, pairX), height = End(rows, _cellHeight, pairY);
        if (width > int.MaxValue || height > int.MaxValue)
            throw new ArgumentException($"A contact sheet of {width}×{height} pixels is too large; lower its scale or the number of pictures.");
        Picture = Pixmap.Over(over, (int)width, (int)height, isGrey ? 1 : 3);
        Picture.Pixels.AsSpan().Fill(style.Background);
    }

    public Pixmap Picture { get; }

    /// <summary>Pixels of the sheet that a cell takes.</summary>
    public int CellWidth => _cellWidth * _style.Scale;

    /// <inheritdoc cref="CellWidth"/>
    public int CellHeight => _cellHeight * _style.Scale;

    /// <summary>Where a column begins, in pixels of the sheet.</summary>
    public int Left(int column) => (int)Start(column, _cellWidth, _pairX);

    /// <summary>Where a row begins.</summary>
    public int Top(int row) => (int)Start(row, _cellHeight, _pairY);

    public void Draw(Pixmap picture, int column, int row)
    {
        if (picture.Width != _cellWidth || picture.Height != _cellHeight)
            throw new ArgumentException($"A contact sheet of {_cellWidth}×{_cellHeight} pictures got one of {picture.Width}×{picture.Height}; make them equal.");
        int left = Left(column), top = Top(row);
        int channels = Picture.Channels, scale = _style.Scale;
        Span<byte> colour = stackalloc byte[3];
        for (int y = 0; y < picture.Height; y++)
        {
            Span<byte> target = Picture.Row(top + y * scale).Slice(left * channels, picture.Width * scale * channels);
            for (int x = 0; x < picture.Width; x++)
            {
                Look(picture, x, y, colour);
                for (int i = x * scale; i < (x + 1) * scale; i++)
                    colour[..channels].CopyTo(target[(i * channels)..]);
            }
            for (int i = 1; i < scale; i++)
                target.CopyTo(Picture.Row(top + y * scale + i)[(left * channels)..]);
        }
    }

    private void Look(Pixmap picture, int x, int y, Span<byte> colour)
    {
        ReadOnlySpan<byte> pixel = picture.Row(y).Slice(x * picture.Channels, picture.Channels);
        if (pixel.Length == 1)
            colour.Fill(pixel[0]);
        else if (pixel.Length == 3)
            pixel.CopyTo(colour);
        else
            for (int c = 0; c < 3; c++)
                colour[c] = (byte)((pixel[c] * pixel[3] + _style.Background * (255 - pixel[3]) + 127) / 255);
    }

    private long Start(int index, int size, bool paired)
    {
        int wide = paired ? index / 2 : 0; // wide gaps before this cell, twice a gap more than the others
        return (long)index * size * _style.Scale + (index + 1L + 2L * wide) * _style.Gap;
    }

    private long End(int count, int size, bool paired) => Start(count - 1, size, paired) + (long)size * _style.Scale + _style.Gap;
}

using Elbo.Imaging;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Data.Pictures;

/// <summary>Makes every picture a square of one size: crops, resizes with a Lanczos filter, and takes grey or colour.</summary>
/// <param name="Size">Height and width of the result.</param>
/// <param name="Crop">Which part is taken.</param>
/// <param name="Channels">Grey or colour; transparent pictures are laid on white.</param>
internal sealed record PictureFraming(int Size, PictureCrop Crop, PictureChannels Channels)
{
    /// <summary>The size that pictures have when none is asked for, unless the first is smaller.</summary>
    public const int UsualSize = 64;

    /// <summary>Goes up with every change of decoding, resizing or framing that changes a pixel, so that nothing packed before is taken for what would be packed now.</summary>
    public const int Version = 1;

    private const int LongestSide = 30_000;

    /// <summary>Shape of the result.</summary>
    public Shape Shape => new(Channels == PictureChannels.Grey ? 1 : 3, Size, Size);

    /// <summary>The size to use when none is asked for: that of the square cut from this picture, between 8 and 64.</summary>
    public static int OwnSize(Pixmap picture, PictureCrop crop)
    {
        int side = crop == PictureCrop.Resizecrop ? picture.Width : Square(picture, crop).Side;
        return Math.Clamp(side, 8, UsualSize);
    }

    /// <summary>Frames a picture.</summary>
    /// <param name="picture">Any picture.</param>
    /// <param name="row">Receives <c>[channel][row][column]</c>.</param>
    /// <exception cref="InvalidDataException">A side is too long to be resized.</exception>
    public void Apply(Pixmap picture, Span<byte> row)
    {
        RequireSides(picture);
        Planes(Channels == PictureChannels.Grey ? Cut(picture.ToGrey()) : Cut(picture.ToColour()), row);
    }

    /// <summary>Makes the whole of a picture one of a shape that need be no square.</summary>
    /// <param name="picture">Any picture.</param>
    /// <param name="shape">The shape, of one or three channels.</param>
    /// <param name="row">Receives <c>[channel][row][column]</c>.</param>
    /// <exception cref="InvalidDataException">A side is too long to be resized.</exception>
    public static void Fill(Pixmap picture, Shape shape, Span<byte> row)
    {
        RequireSides(picture);
        Planes(Resize.To(shape.Channels == 1 ? picture.ToGrey() : picture.ToColour(), shape.Width, shape.Height), row);
    }

    // What is resized at once is as wide as the result and as high as the picture.
    private static void RequireSides(Pixmap picture)
    {
        if (Math.Max(picture.Width, picture.Height) > LongestSide)
            throw new InvalidDataException($"it is {picture.Width}×{picture.Height} pixels, more than {LongestSide} along a side");
    }

    private static void Planes(Pixmap picture, Span<byte> row)
    {
        int channels = picture.Channels, area = picture.Width * picture.Height;
        byte[] pixels = picture.Pixels;
        for (int c = 0; c < channels; c++)
        {
            var plane = row.Slice(c * area, area);
            for (int p = 0; p < plane.Length; p++) plane[p] = pixels[(p * channels) + c];
        }
    }

    private Pixmap Cut(Pixmap picture)
    {
        if (Crop == PictureCrop.Resizecrop)
        {
            // At 64 pixels: 64×78, of which rows 7 to 71 are kept.
            int height = InProportion(78), top = InProportion(7);
            return Resize.To(picture, Size, height).Crop(0, top, Size, Size);
        }
        var (x, y, side) = Square(picture, Crop);
        bool whole = side == picture.Width && side == picture.Height;
        return Resize.To(whole ? picture : picture.Crop(x, y, side, side), Size, Size);
    }

    private int InProportion(int rows) => ((rows * Size) + 32) / 64;

    private static (int X, int Y, int Side) Square(Pixmap picture, PictureCrop crop)
    {
        int width = picture.Width, height = picture.Height;
        int side = crop == PictureCrop.Closecrop
            ? Math.Max(1, (int)Math.Min((((long)width * 140) + 89) / 178, (((long)height * 140) + 109) / 218))
            : Math.Min(width, height);
        return ((width - side) / 2, (height - side) / 2, side);
    }
}

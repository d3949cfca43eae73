using Elbo.Imaging;

namespace Elbo.Reports;

/// <summary>Small pictures without gaps in one PNG, row by row.</summary>
/// <param name="File">The PNG.</param>
/// <param name="Width">Pixels of one picture in a row.</param>
/// <param name="Height">Rows of one picture.</param>
/// <param name="Columns">Pictures in a row.</param>
/// <param name="Shrunk">Whether they are smaller than the pictures themselves.</param>
internal sealed record Thumbnails(byte[] File, int Width, int Height, int Columns, bool Shrunk)
{
    private const int LargestFile = 2_600_000;

    private static readonly int[] Sides = [28, 20, 14];

    /// <summary>The picture no larger than a thumbnail can be.</summary>
    public static Pixmap Shrink(Pixmap picture) => EmbeddedPicture.Within(picture, Sides[0]);

    /// <summary>All pictures, which are <see cref="Shrink">shrunk</see> and equal in size; shrunk further where the file would be large.</summary>
    /// <param name="pictures">The pictures, at least one.</param>
    /// <param name="width">Pixels of a row before they were shrunk.</param>
    public static Thumbnails Of(IReadOnlyList<Pixmap> pictures, int width)
    {
        int columns = (int)Math.Ceiling(Math.Sqrt(pictures.Count));
        for (int i = 0; ; i++)
        {
            var sized = i == 0 ? pictures : [.. pictures.Select(picture => EmbeddedPicture.Within(picture, Sides[i]))];
            byte[] file = EmbeddedPicture.Encode(new ContactSheet { Gap = 0, Background = 0 }.Grid(sized, columns));
            if (file.Length <= LargestFile || i == Sides.Length - 1) return new(file, sized[0].Width, sized[0].Height, columns, sized[0].Width < width);
        }
    }
}

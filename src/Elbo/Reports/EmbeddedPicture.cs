using Elbo.Imaging;

namespace Elbo.Reports;

/// <summary>Pictures as addresses that hold them.</summary>
internal static class EmbeddedPicture
{
    public static string Png(Pixmap picture) => Png(Encode(picture));

    public static string Png(byte[] file) => "data:image/png;base64," + Convert.ToBase64String(file);

    public static string Gif(byte[] file) => "data:image/gif;base64," + Convert.ToBase64String(file);

    public static byte[] Encode(Pixmap picture)
    {
        using var memory = new MemoryStream();
        Imaging.Png.Write(picture, memory);
        return memory.ToArray();
    }

    /// <summary>The picture, shrunk where a side is longer than allowed.</summary>
    public static Pixmap Within(Pixmap picture, int longest)
    {
        int side = Math.Max(picture.Width, picture.Height);
        return side <= longest ? picture : Resize.To(picture,
            Math.Max(1, picture.Width * longest / side), Math.Max(1, picture.Height * longest / side), ResizeFilter.Lanczos);
    }
}

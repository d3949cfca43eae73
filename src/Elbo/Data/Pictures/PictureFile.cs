using Elbo.Imaging;

namespace Elbo.Data.Pictures;

internal static class PictureFile
{
    public static Pixmap Read(byte[] file) => Png.Read(file);
}

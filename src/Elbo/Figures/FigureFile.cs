using Elbo.Imaging;
using Elbo.Runs;

namespace Elbo.Figures;

/// <summary>Writes figures; one that cannot be written is an error in one sentence.</summary>
internal static class FigureFile
{
    /// <summary>Writes a picture as PNG and returns its path.</summary>
    /// <exception cref="ElboException">The file cannot be written.</exception>
    public static string Save(Pixmap picture, string path) => Save(to => Png.Save(picture, to), path);

    /// <summary>Lets a figure be saved to the path and returns that.</summary>
    /// <inheritdoc cref="Save(Pixmap, string)"/>
    public static string Save(Action<string> save, string path)
    {
        try
        {
            save(path);
        }
        catch (Exception cause) when (DiskTrouble.Is(cause))
        {
            throw AtomicFile.Failure(path, cause);
        }
        return path;
    }
}

using Elbo.Runs;

namespace Elbo.Exchange;

/// <summary>The folder that exported files are written to.</summary>
internal static class ExchangeFolder
{
    /// <summary>Makes it where it is missing; nothing for the current one.</summary>
    /// <exception cref="ElboException">It cannot be made.</exception>
    public static void Make(string? path)
    {
        if (string.IsNullOrEmpty(path)) return;
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception cause) when (DiskTrouble.Is(cause))
        {
            throw AtomicFile.Failure(path, cause);
        }
    }
}

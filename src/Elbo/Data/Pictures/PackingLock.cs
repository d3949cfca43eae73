using Elbo.Runs;
namespace Elbo.Data.Pictures;

/// <summary>
/// Tells the half-written files of living processes from those of dead ones: whoever packs pictures shares a lock, which the system
/// takes from a process that dies, and whoever clears up has it alone. The clock, which can jump, has no say.
/// </summary>
internal static class PackingLock
{
    // Beside the folder of packed pictures, in which there is nothing else.
    private const string Ending = ".lock";
    private const int Tries = 100;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Shares the lock until disposed; null where the folder does not let it be had.</summary>
    public static IDisposable? Share(string folder)
    {
        for (int tries = 0; tries < Tries; tries++)
        {
            // Somebody who clears up has it for a moment.
            if (tries > 0) Thread.Sleep(Between);
            if (Open(folder, FileAccess.Read, FileShare.Read) is { } shared) return shared;
        }
        return null;
    }

    /// <summary>Does something while nobody packs; nothing while somebody does, or where locks do not work.</summary>
    public static void Alone(string folder, Action work)
    {
        using var alone = Open(folder, FileAccess.ReadWrite, FileShare.None);
        if (alone is null) return;
        // Some network disks let everybody have every lock.
        using var second = Open(folder, FileAccess.Read, FileShare.Read);
        if (second is null) work();
    }

    private static FileStream? Open(string folder, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(Path.TrimEndingDirectorySeparator(folder) + Ending, FileMode.OpenOrCreate, access, share, 1);
        }
        catch (Exception e) when (DiskTrouble.Is(e))
        {
            return null;
        }
    }
}

namespace Elbo.Runs;

/// <summary>Holds a run directory for one training process. The system lets go of it when the process dies, however it dies.</summary>
public sealed class RunLock : IDisposable
{
    private const string Name = "run.lock";

    // Who asks whether a run is being trained holds its lock for an instant; only a training process holds it longer than this.
    private const int Tries = 25, PauseMilliseconds = 10;

    private readonly FileStream file;

    private RunLock(FileStream file) => this.file = file;

    /// <summary>Takes a run directory's lock.</summary>
    /// <exception cref="ElboException">Another process holds it, or the folder cannot be written.</exception>
    public static RunLock Take(string run)
    {
        string path = Path.Combine(run, Name);
        for (int left = Tries; ; left--)
        {
            try
            {
                return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1));
            }
            catch (Exception cause) when (cause is UnauthorizedAccessException or DirectoryNotFoundException || DiskTrouble.IsOfDisk(cause) || (cause is IOException && !File.Exists(path)))
            {
                throw AtomicFile.Failure(path, cause);
            }
            catch (IOException) when (left > 1)
            {
                Thread.Sleep(PauseMilliseconds);
            }
            catch (IOException cause)
            {
                throw new ElboException($"{run} is in use by another training process; wait for it to end or stop it first.", cause);
            }
        }
    }

    /// <summary>Claims a folder that nobody has claimed before, for good; false if somebody has.</summary>
    internal static bool Claim(string folder)
    {
        string path = Path.Combine(folder, Name);
        try
        {
            new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1).Dispose();
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        catch (Exception cause) when (DiskTrouble.Is(cause))
        {
            throw AtomicFile.Failure(path, cause);
        }
    }

    /// <summary>Whether a file of this name is the lock.</summary>
    internal static bool IsLock(string name) => name == Name;

    /// <summary>Lets go of the run directory.</summary>
    public void Dispose() => file.Dispose();
}

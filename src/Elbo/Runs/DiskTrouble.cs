namespace Elbo.Runs;

/// <summary>Tells failures of a disk from other errors, and says in a few words what is wrong and what to do.</summary>
internal static class DiskTrouble
{
    /// <summary>Whether the disk or its permissions are to blame. .NET calls a file beyond what the system allows an argument out of range.</summary>
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException { ParamName: "value" };

    /// <summary>What is wrong with this place, and what to do about it.</summary>
    public static string Reason(string path, Exception cause) => cause switch
    {
        // ENOSPC on Linux and macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
        _ when Code(cause) is 28 or unchecked((int)0x80070070) or unchecked((int)0x80070027) => "the disk is full; free some space and run again",
        // EDQUOT on Linux and on macOS; ERROR_NOT_ENOUGH_QUOTA of a disk on Windows.
        _ when Code(cause) is 122 or 69 or unchecked((int)0x8007050F) => "the disk quota is used up; free some space and run again",
        // EROFS; ERROR_WRITE_PROTECT.
        _ when Code(cause) is 30 or unchecked((int)0x80070013) => "the disk is read-only; make it writable or choose another path",
        // EIO; ERROR_IO_DEVICE and ERROR_CRC.
        _ when Code(cause) is 5 or unchecked((int)0x8007045D) or unchecked((int)0x80070017) => "the disk reported an input/output error; check the disk or choose another path",
        ArgumentOutOfRangeException => "the file would grow larger than the system allows; choose another disk",
        DirectoryNotFoundException => "its folder does not exist; create it or choose another path",
        PathTooLongException => "the path is too long; choose a shorter one",
        UnauthorizedAccessException => "writing there is not allowed; check the permissions or choose another path",
        _ when Directory.Exists(path) => "a folder of that name is in the way; choose another path",
        _ => $"the system said {Quoted.Text(cause.Message.TrimEnd('.'))}; check the disk or choose another path",
    };

    /// <summary>Whether the disk itself refused, rather than another process that holds the file.</summary>
    public static bool IsOfDisk(Exception cause) => cause is ArgumentOutOfRangeException || Code(cause) is 5 or 28 or 30 or 69 or 122 or unchecked((int)0x80070013) or unchecked((int)0x80070017) or unchecked((int)0x8007045D) or unchecked((int)0x8007050F) or unchecked((int)0x80070027) or unchecked((int)0x80070070);

    private static int Code(Exception cause) => cause is IOException ? cause.HResult : 0;
}

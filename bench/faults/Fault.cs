namespace Elbo.Faults;

/// <summary>A way in which calls fail.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Errno">Linux's number of the error; 0 ends the process as SIGKILL does.</param>
/// <param name="Lasts">Whether every later call fails too.</param>
/// <param name="Half">Whether half of a write is done before the next call fails.</param>
/// <param name="Reads">Whether calls that read are counted, and so fail in turn, as well.</param>
internal sealed record Fault(string Name, int Errno, bool Lasts = false, bool Half = false, bool Reads = false)
{
    public static readonly Fault[] All =
    [
        new("EIO once", 5),
        new("disk full from there on", 28, Lasts: true),
        new("disk full once, after half a write", 28, Half: true),
        new("quota used up from there on", 122, Lasts: true),
        new("read-only from there on", 30, Lasts: true),
        new("file too large once", 27),
        new("EIO once, reading too", 5, Reads: true),
        new("killed", 0),
    ];
}

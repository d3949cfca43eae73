namespace Elbo.Imaging;

/// <summary>How much a PNG file may ask for before it is refused.</summary>
public sealed record PngLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static PngLimits Default { get; } = new();

    /// <summary>Largest width × height.</summary>
    public long MaxPixels { get; init; } = 100_000_000;

    /// <summary>Largest file, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 512L << 20;
}

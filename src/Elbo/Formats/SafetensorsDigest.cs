namespace Elbo.Formats;

/// <summary>
/// The digest that protects Elbo's own files: SHA-256, in lower-case hexadecimal, over the whole file with the digest's own 64 letters taken as zeros.
/// </summary>
public static class SafetensorsDigest
{
    /// <summary>Where the metadata hold it.</summary>
    public const string Key = "elbo.sha256";

    /// <summary>Letters of a digest.</summary>
    internal const int Length = 64;

    /// <summary>What stands in its place while it is computed.</summary>
    internal static readonly string Zeros = new('0', Length);
}

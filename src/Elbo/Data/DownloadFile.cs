namespace Elbo.Data;

/// <summary>A file to fetch, pinned by its content.</summary>
/// <param name="Name">Its name, on the mirrors and in the folder.</param>
/// <param name="Length">Its exact length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
public sealed record DownloadFile(string Name, long Length, string Sha256);

/// <summary>How far a download has come.</summary>
/// <param name="File">The file being fetched.</param>
/// <param name="Received">Its bytes that are here, also those of an earlier attempt.</param>
/// <param name="Mirror">The mirror it comes from; null when the file was already here.</param>
/// <param name="TotalReceived">Bytes of all files that are here.</param>
/// <param name="TotalLength">Bytes of all files.</param>
public sealed record DownloadProgress(DownloadFile File, long Received, Uri? Mirror, long TotalReceived, long TotalLength);

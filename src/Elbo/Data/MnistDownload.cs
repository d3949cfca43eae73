namespace Elbo.Data;

/// <summary>Fetches MNIST's four files.</summary>
public static class MnistDownload
{
    /// <summary>The files as they were published in 1998.</summary>
    public static IReadOnlyList<DownloadFile> Files { get; } =
    [
        new("train-images-idx3-ubyte.gz", 9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        new("train-labels-idx1-ubyte.gz", 28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        new("t10k-images-idx3-ubyte.gz", 1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        new("t10k-labels-idx1-ubyte.gz", 4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
    ];

    /// <summary>Public mirrors, asked in this order.</summary>
    public static IReadOnlyList<Uri> Mirrors { get; } =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>Fetches what is not yet in a folder.</summary>
    /// <param name="folder">Created if need be; this user's cache folder for MNIST when left out.</param>
    /// <param name="progress">Told as bytes arrive.</param>
    /// <param name="cancel">Stops; what has arrived is kept for the next attempt.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="ElboException">No mirror delivered a file, or the folder cannot be written.</exception>
    public static async Task<string> FetchAsync(string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancel = default)
    {
        string to = folder ?? DataFolders.FromEnvironment().Download("mnist");
        using var download = new Download(Mirrors);
        await download.FetchAsync(Files, to, progress, cancel).ConfigureAwait(false);
        return to;
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using Elbo.Data;
using Elbo.Data.Pictures;
using Elbo.Imaging;
using Elbo.Recipes;

namespace Elbo.Tests.Data.Pictures;

/// <summary>A folder of small pictures made by code, and a cache folder of its own.</summary>
internal sealed class PictureFiles : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PictureFiles() => Directory.CreateDirectory(Path);

    public string Path => folder["pictures"];

    public string Cache => folder["cache"];

    public string Packed => System.IO.Path.Combine(Cache, "pictures");

    /// <summary>A place beside the pictures.</summary>
    public string Beside(string name) => folder[name];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>A picture that only this seed gives.</summary>
    public static Pixmap Picture(int seed, int width = 12, int height = 12, int channels = 3)
    {
        var picture = new Pixmap(width, height, channels);
        new Random(seed).NextBytes(picture.Pixels);
        return picture;
    }

    public static byte[] Png(Pixmap picture)
    {
        using var stream = new MemoryStream();
        Imaging.Png.Write(picture, stream);
        return stream.ToArray();
    }

    public string Add(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public string Add(string name, int seed) => Add(name, Png(Picture(seed)));

    /// <summary>Pictures 000001.png and so on.</summary>
    public PictureFiles AddMany(int count)
    {
        for (int i = 1; i <= count; i++) Add($"{i:D6}.png", i);
        return this;
    }

    public DataSplits Load(string? path = null, DataOptions? options = null, bool whole = false, IProgress<PackingProgress>? progress = null) =>
        Datasets.Load((options ?? new DataOptions()) with { Name = path ?? Path }, new LoadOptions { Folders = new(null, Cache), Whole = whole, Progress = progress });

    /// <summary>Every picture in the order of names, as the bytes that were packed.</summary>
    public byte[][] Pixels(string? path = null, DataOptions? options = null) => Bytes(Load(path, options, whole: true).Test);

    public static byte[][] Bytes(Dataset data)
    {
        var all = new byte[data.Count][];
        for (int i = 0; i < all.Length; i++)
        {
            var lanes = new float[Tensors.Lanes.Length(1, data.Shape.Features)];
            data.Gather([i], 1, 0, lanes);
            all[i] = new byte[data.Shape.Features];
            for (int f = 0; f < all[i].Length; f++) all[i][f] = (byte)lanes[f * Tensors.Lanes.Width];
        }
        return all;
    }

    public string Zip(string name, params (string Name, byte[] Bytes)[] entries)
    {
        using (var archive = ZipFile.Open(Beside(name), ZipArchiveMode.Create))
        {
            foreach (var (entry, bytes) in entries)
            {
                using var stream = archive.CreateEntry(entry).Open();
                stream.Write(bytes);
            }
        }
        return Beside(name);
    }

    public string Tar(string name, params (string Name, byte[] Bytes)[] entries)
    {
        using var file = File.Create(Beside(name));
        using Stream stream = name.EndsWith("gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var writer = new TarWriter(stream);
        foreach (var (entry, bytes) in entries) writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(bytes) });
        return Beside(name);
    }

    /// <summary>The folder's files with their bytes, for archives.</summary>
    public (string, byte[])[] Entries(string prefix = "") => [.. Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
        .Select(file => (prefix + System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'), File.ReadAllBytes(file)))];

    public void Dispose() => folder.Dispose();
}

/// <summary>Remembers every report.</summary>
internal sealed class Reports : List<PackingProgress>, IProgress<PackingProgress>
{
    public void Report(PackingProgress value) => Add(value);
}

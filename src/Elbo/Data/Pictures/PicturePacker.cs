using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Elbo.Formats;
using Elbo.Imaging;

namespace Elbo.Data.Pictures;

/// <summary>Decodes every picture of a source once, on all cores, and packs them one after the other; a few hundred at most are in memory.</summary>
internal sealed class PicturePacker(PictureSource source, PictureFraming framing, IProgress<PackingProgress>? progress, CancellationToken cancellation)
{
    /// <summary>The largest picture, and the most pixels in work at a time: about a gigabyte where all of it is progressive JPEG.</summary>
    private const long MostPixels = 50_000_000;

    private const int MostInFlight = 256;
    private const long MostBytes = 128L << 20;
    private static readonly PictureLimits Limits = new() { MaxPixels = MostPixels };
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(100);

    private readonly List<string> names = [];
    private readonly List<uint> checksums = [];
    private readonly List<SkippedPicture> skipped = [];
    private readonly PixelBudget budget = new(MostPixels);
    private readonly Lock gate = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private int done, broken;
    private TimeSpan reported;

    /// <summary>Writes the whole file; the stream must seek.</summary>
    /// <exception cref="ElboException">Not one picture can be read.</exception>
    public void Write(Stream stream, byte[] key)
    {
        stream.SetLength(PackedHeader.PixelStart);
        stream.Position = PackedHeader.PixelStart;
        int features = framing.Shape.Features;
        int most = (int)Math.Clamp(MostBytes / features, Math.Min(MostInFlight, 2 * Environment.ProcessorCount), MostInFlight);
        byte[] pixels = new byte[most * features];
        var batch = new List<EncodedPicture>(most);
        long bytes = 0;
        foreach (var picture in source.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            batch.Add(picture);
            bytes += picture.Length;
            if (batch.Count < most && bytes < MostBytes) continue;
            Pack(batch, pixels, stream);
            batch.Clear();
            bytes = 0;
        }
        Pack(batch, pixels, stream);
        Report(last: true);
        if (names.Count == 0) throw Nothing(source, skipped);
        byte[] table = new PackedTable(names, checksums, skipped).ToBytes();
        stream.Write(table);
        stream.Position = 0;
        stream.Write(new PackedHeader(framing.Shape, names.Count, table.Length, key, SHA256.HashData(table)).ToBytes());
    }

    /// <summary>The refusal of a source without one picture that can be read.</summary>
    public static ElboException Nothing(PictureSource source, IReadOnlyList<SkippedPicture> skipped) => skipped.Count == 0
        ? new($"'{source.Path}' holds no .jpg, .jpeg or .png picture; check the path.")
        : new($"None of the {skipped.Count} pictures in '{source.Path}' could be read: {SkippedPictures.First(skipped)}; check that they are JPEG or PNG files.");

    /// <summary>Decodes a picture, or says why not.</summary>
    public static Pixmap? Decode(EncodedPicture picture, out SkippedPicture? skip)
    {
        Pixmap? decoded = null;
        skip = Try(picture, bytes => decoded = PictureFile.Read(bytes, Limits));
        return decoded;
    }

    private static SkippedPicture? Try(EncodedPicture picture, Action<byte[]> use)
    {
        try
        {
            use(picture.Read());
            return null;
        }
        catch (InvalidDataException e)
        {
            return new(picture.Name, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(picture.Name, e is UnauthorizedAccessException ? "the system refuses to open it" : e.Message, Closed: true);
        }
        catch (OutOfMemoryException e)
        {
            throw new ElboException($"There is not enough memory to decode {picture.Name}; take the picture away or make it smaller.", e);
        }
    }

    private void Pack(List<EncodedPicture> batch, byte[] pixels, Stream stream)
    {
        int features = framing.Shape.Features;
        var skips = new SkippedPicture?[batch.Count];
        var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        try
        {
            Parallel.For(0, batch.Count, parallel, i =>
            {
                skips[i] = Frame(batch[i], pixels.AsMemory(i * features, features));
                lock (gate)
                {
                    done++;
                    if (skips[i] is not null) broken++;
                    Report(last: false);
                }
            });
        }
        catch (AggregateException e)
        {
            // The first of what went wrong on the threads, as if it had gone wrong here.
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }
        for (int i = 0; i < skips.Length; i++)
        {
            if (skips[i] is { } skip)
            {
                skipped.Add(skip);
                continue;
            }
            names.Add(batch[i].Name);
            checksums.Add(Crc32C.Of(pixels.AsSpan(i * features, features)));
            stream.Write(pixels, i * features, features);
        }
    }

    private SkippedPicture? Frame(EncodedPicture picture, Memory<byte> row) => Try(picture, bytes =>
        budget.With(PictureSize.Pixels(bytes) ?? MostPixels, () => framing.Apply(PictureFile.Read(bytes, Limits), row.Span)));

    private void Report(bool last)
    {
        if (progress is null || (!last && clock.Elapsed - reported < ReportEvery)) return;
        reported = clock.Elapsed;
        progress.Report(new(source.Name, done, source.Total, broken, last ? 1 : source.Fraction(done)));
    }
}

using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using Elbo.Formats;
using Elbo.Tensors;

namespace Elbo.Data.Pictures;

/// <summary>A file of packed pictures, mapped into memory: only what is looked at is read, so it may be larger than memory.</summary>
internal sealed class PackedPictures : IDisposable
{
    private readonly MemoryMappedViewAccessor view;
    private readonly uint[] checksums;

    private PackedPictures(string path, PackedHeader header, PackedTable table, MemoryMappedViewAccessor view)
    {
        (Path, Shape, this.view) = (path, header.Shape, view);
        (Names, Skipped, checksums) = (table.Names, table.Skipped, [.. table.Checksums]);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Shape of one picture.</summary>
    public Shape Shape { get; }

    /// <summary>What each picture was called.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Which files could not be used.</summary>
    public IReadOnlyList<SkippedPicture> Skipped { get; }

    /// <summary>Copies the pixels of a picture, <c>[channel][row][column]</c>.</summary>
    /// <exception cref="ElboException">They are no longer those that were packed.</exception>
    public void Read(int picture, Span<byte> pixels)
    {
        view.SafeMemoryMappedViewHandle.ReadSpan((ulong)(PackedHeader.PixelStart + ((long)picture * Shape.Features)), pixels);
        if (Crc32C.Of(pixels) != checksums[picture])
            throw new ElboException($"The packed pictures {Path} are damaged at {Quoted.Text(Names[picture])}; delete that file, and the pictures are packed anew.");
    }

    /// <summary>Unmaps the file, which on Windows cannot be replaced before. What data sets read from stays mapped as long as they live.</summary>
    public void Dispose() => view.Dispose();

    /// <summary>Opens a file, or gives null when there is none, or none that is whole and was made for this key.</summary>
    public static PackedPictures? Open(string path, ReadOnlySpan<byte> key)
    {
        try
        {
            // Others may delete it meanwhile; what is mapped stays.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            byte[] start = new byte[PackedHeader.PixelStart];
            if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length) return null;
            // The length first: touching a page beyond a file's end kills the process.
            if (PackedHeader.Read(start) is not { } header || header.FileLength != file.Length || !key.SequenceEqual(header.Key)) return null;
            byte[] table = new byte[header.TableLength];
            file.Position = header.TableStart;
            file.ReadExactly(table);
            if (!SHA256.HashData(table).AsSpan().SequenceEqual(header.TableDigest)) return null;
            if (PackedTable.Read(table) is not { } names || names.Names.Count != header.Count) return null;
            using var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            return new(path, header, names, map.CreateViewAccessor(0, header.TableStart, MemoryMappedFileAccess.Read));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

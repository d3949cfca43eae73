using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Elbo.Formats;

/// <summary>A safetensors file open for reading. Its header has been checked in full; values are read when asked for. Not thread-safe.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private const int Piece = 1 << 16;

    private readonly Stream stream;
    private readonly string source;
    private readonly SafetensorsHeader header;
    private readonly Dictionary<string, SafetensorsEntry> byName;

    private SafetensorsFile(Stream stream, string source)
    {
        (this.stream, this.source) = (stream, source);
        header = Guarded(() => SafetensorsHeader.Read(stream, stream.Length, source));
        byName = header.Tensors.ToDictionary(tensor => tensor.Name);
    }

    /// <summary>Text by name.</summary>
    public IReadOnlyDictionary<string, string> Metadata => header.Metadata;

    /// <summary>The tensors in the order of the header.</summary>
    public IReadOnlyList<SafetensorsEntry> Tensors => header.Tensors;

    /// <summary>Whether the file carries a digest that <see cref="Verify"/> can check.</summary>
    public bool HasDigest => header.DigestAt is not null;

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="ElboException">The file is missing, unreadable, damaged or of another format.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return Read(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1), path);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ElboException($"There is no file {path}; check the path.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ElboException($"{path} could not be opened; check that it is a file and that you may read it.", cause) { IsDamage = false };
        }
    }

    /// <summary>Reads a stream that can seek, from its beginning, and disposes of it at the end or on failure.</summary>
    /// <exception cref="ElboException">The stream is damaged or of another format.</exception>
    public static SafetensorsFile Read(Stream stream, string sourceName)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return new SafetensorsFile(stream, sourceName);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The tensor of this name, or null.</summary>
    public SafetensorsEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads a tensor as floats; F64, F16 and BF16 are converted.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="values">As many as the tensor has elements.</param>
    /// <exception cref="ElboException">There is no such tensor, its size or type differs, or the file cannot be read.</exception>
    public void Read(string name, Span<float> values)
    {
        var tensor = Entry(name, values.Length);
        if (tensor.Type is not (SafetensorsType.F32 or SafetensorsType.F64 or SafetensorsType.F16 or SafetensorsType.BF16))
            throw new ElboException($"{source} holds tensor {Quoted.Text(name)} as {tensor.Type.Name()}, which are not real numbers; use a file that holds it as F32.");
        int size = tensor.Type.Size();
        stream.Position = header.Bytes.Length + tensor.Offset;
        if (tensor.Type == SafetensorsType.F32 && BitConverter.IsLittleEndian)
        {
            for (; values.Length > 0; values = values[Math.Min(Piece, values.Length)..])
                Fill(MemoryMarshal.AsBytes(values[..Math.Min(Piece, values.Length)]));
            return;
        }
        Span<byte> buffer = new byte[Math.Min(Piece, tensor.ByteCount)];
        for (int done = 0; done < values.Length;)
        {
            int count = Math.Min(Piece / size, values.Length - done);
            var bytes = buffer[..(count * size)];
            Fill(bytes);
            for (int i = 0; i < count; i++) values[done + i] = Number(bytes[(i * size)..], tensor.Type);
            done += count;
        }
    }

    /// <summary>Reads a tensor of 64-bit integers.</summary>
    /// <inheritdoc cref="Read(string, Span{float})"/>
    public void ReadIntegers(string name, Span<long> values)
    {
        var tensor = Entry(name, values.Length);
        if (tensor.Type != SafetensorsType.I64)
            throw new ElboException($"{source} holds tensor {Quoted.Text(name)} as {tensor.Type.Name()} where I64 is needed; use a file that holds it so.");
        stream.Position = header.Bytes.Length + tensor.Offset;
        Fill(MemoryMarshal.AsBytes(values));
    }

    /// <summary>Checks the digest over every byte of the file.</summary>
    /// <exception cref="ElboException">The file carries no digest, or a byte of it has changed.</exception>
    public void Verify()
    {
        if (header.DigestAt is not { } at)
            throw new ElboException($"{source} carries no digest of Elbo's ({SafetensorsDigest.Key}); it was written by another program or is damaged, so use a checkpoint that Elbo wrote.");
        byte[] blanked = (byte[])header.Bytes.Clone();
        Encoding.ASCII.GetBytes(SafetensorsDigest.Zeros, blanked.AsSpan(at));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(blanked);
        Span<byte> buffer = new byte[Piece];
        stream.Position = blanked.Length;
        for (long rest = header.Tensors.Sum(tensor => tensor.ByteCount); rest > 0;)
        {
            var bytes = buffer[..(int)Math.Min(Piece, rest)];
            Fill(bytes);
            hash.AppendData(bytes);
            rest -= bytes.Length;
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != header.Metadata[SafetensorsDigest.Key])
            throw new ElboException($"{source} is damaged: its content does not match its SHA-256 digest, so use an earlier checkpoint.");
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private SafetensorsEntry Entry(string name, int count)
    {
        var tensor = Find(name);
        if (tensor is null)
        {
            string hint = Nearest.Find(name, byName.Keys) is { } near ? $"the nearest is {Quoted.Text(near)}" : "check that it belongs to this model";
            throw new ElboException($"{source} holds no tensor {Quoted.Text(name)}; {hint}.");
        }
        if (tensor.Count != count)
            throw new ElboException($"{source} holds tensor {Quoted.Text(name)} with {tensor.Count} numbers where the model needs {count}; check that it belongs to this model.");
        return tensor;
    }

    private void Fill(Span<byte> bytes)
    {
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (IOException cause)
        {
            throw Unreadable(cause);
        }
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(cause);
        }
    }

    private ElboException Unreadable(Exception cause) =>
        new($"{source} could not be read to its end; check the disk, or use another copy.", cause);

    private static float Number(ReadOnlySpan<byte> bytes, SafetensorsType type) => type switch
    {
        SafetensorsType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        SafetensorsType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        SafetensorsType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16),
    };
}

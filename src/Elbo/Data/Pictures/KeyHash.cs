using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Elbo.Data.Pictures;

/// <summary>SHA-256 over texts and numbers, each set apart from the next.</summary>
internal sealed class KeyHash : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public KeyHash Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        hash.AppendData(bytes);
        return this;
    }

    public KeyHash Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
        return this;
    }

    public KeyHash Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        hash.AppendData(bytes);
        return this;
    }

    public byte[] Result() => hash.GetHashAndReset();

    public void Dispose() => hash.Dispose();
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Elbo.Fuzz.Mutation;

/// <summary>Makes damage to safetensors files believable.</summary>
internal static class SafetensorsRepair
{
    private const int Prefix = 8, Digest = 64;

    /// <summary>Sets the header's length to where its braces close.</summary>
    public static byte[] HeaderLength(byte[] file)
    {
        if (file.Length <= Prefix) return file;
        int depth = 0;
        bool quoted = false;
        for (int i = Prefix; i < file.Length; i++)
        {
            if (quoted)
            {
                if (file[i] == '\\') i++;
                else if (file[i] == '"') quoted = false;
                continue;
            }
            if (file[i] == '"') quoted = true;
            else if (file[i] == '{') depth++;
            else if (file[i] == '}' && --depth <= 0)
            {
                BinaryPrimitives.WriteInt64LittleEndian(file, i + 1 - Prefix);
                break;
            }
        }
        return file;
    }

    /// <summary>Sets Elbo's digest, where there is one.</summary>
    public static byte[] Signature(byte[] file)
    {
        ReadOnlySpan<byte> key = "\"elbo.sha256\":\""u8;
        int at = file.AsSpan().IndexOf(key);
        if (at < 0 || at + key.Length + Digest > file.Length) return file;
        var place = file.AsSpan(at + key.Length, Digest);
        place.Fill((byte)'0');
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(file)), place);
        return file;
    }
}

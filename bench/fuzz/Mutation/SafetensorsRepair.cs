using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

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

    /// <summary>The file with its header changed, or null where that cannot be.</summary>
    public static byte[]? WithHeader(byte[] file, Func<byte[], byte[]?> change)
    {
        if (file.Length < Prefix || BinaryPrimitives.ReadInt64LittleEndian(file) is var length && (length <= 0 || length > file.Length - Prefix)) return null;
        int end = Prefix + (int)length;
        return change(file[Prefix..end]) is { } header ? [.. BitConverter.GetBytes((long)header.Length), .. header, .. file[end..]] : null;
    }

    /// <summary>A header with one of its metadata changed, or null where there is none of that name.</summary>
    public static byte[]? WithText(byte[] header, string key, Func<byte[], byte[]?> change)
    {
        try
        {
            if (JsonNode.Parse(header) is not JsonObject root || root["__metadata__"]?[key]?.GetValue<string>() is not { } text) return null;
            if (change(Encoding.UTF8.GetBytes(text)) is not { } changed) return null;
            root["__metadata__"]![key] = Encoding.UTF8.GetString(changed);
            return Encoding.UTF8.GetBytes(root.ToJsonString());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
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

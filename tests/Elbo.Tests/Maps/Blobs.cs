using Elbo.Tensors;

namespace Elbo.Tests.Maps;

/// <summary>Points to map.</summary>
internal static class Blobs
{
    /// <summary>Normal clouds of deviation 1 around far corners; point i belongs to cloud i mod <paramref name="clouds"/>.</summary>
    public static float[] Of(int n, int dimensions, int clouds, ulong seed = 1)
    {
        var points = Noise(n * dimensions, seed);
        var centres = Noise(clouds * dimensions, seed + 1000);
        for (int i = 0; i < points.Length; i++) points[i] += 8 * centres[(i / dimensions % clouds * dimensions) + (i % dimensions)];
        return points;
    }

    /// <summary>Standard normal numbers.</summary>
    public static float[] Noise(int length, ulong seed = 1)
    {
        var values = new float[length];
        new Philox(seed, 77, 0).Normals(values);
        return values;
    }

    public static string Hash(ReadOnlySpan<float> values) =>
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values)));
}

using System.Text;

namespace Elbo.SameBits;

/// <summary>metrics.csv without the columns that hold times.</summary>
internal static class Timeless
{
    private static readonly string[] Times = ["imagesPerSecond", "seconds"];

    public static byte[] Bytes(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] names = lines[0].Split(',');
        int[] kept = [.. Enumerable.Range(0, names.Length).Where(i => !Times.Contains(names[i]))];
        return Encoding.UTF8.GetBytes(string.Join('\n', lines.Select(line => string.Join(',', kept.Select(i => line.Split(',')[i])))));
    }
}

namespace Elbo.Imaging.Tests;

/// <summary>The files of <c>fixtures</c>, which its <c>make.py</c> draws, encodes and decodes with libjpeg.</summary>
internal static class Fixtures
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Jpeg", "fixtures");

    public static string[] Names { get; } =
        [.. Directory.GetFiles(Folder, "*.jpg").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    public static string PathOf(string name) => Path.Combine(Folder, name + ".jpg");

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>What libjpeg makes of it.</summary>
    public static Pixmap Reference(string name) => Png.Load(Path.Combine(Folder, name + ".png"));

    /// <summary>Where the code of the first marker of this kind is.</summary>
    public static int Find(byte[] file, byte marker) => file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, marker]) + 1;
}

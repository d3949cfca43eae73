using System.Globalization;

namespace Elbo.Imaging.Charts.Tests;

public sealed class PaletteTests
{
    /// <summary>Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.</summary>
    internal static readonly (string Name, double[] Matrix)[] CommonVisions =
    [
        ("normal", [1, 0, 0, 0, 1, 0, 0, 0, 1]),
        ("protanopia", [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]),
        ("deuteranopia", [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881]),
        ("tritanopia", [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900]),
    ];

    public static TheoryData<string, double[]> Visions
    {
        get
        {
            var data = new TheoryData<string, double[]>();
            foreach (var (name, matrix) in CommonVisions)
                data.Add(name, matrix);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Visions))]
    public void All_ten_colours_differ_under_every_common_vision(string vision, double[] matrix)
    {
        Assert.Equal(10, Palette.Count);
        for (int i = 0; i < 10; i++)
            for (int j = 0; j < i; j++)
            {
                double[] a = Oklab(Palette.Colour(i), matrix), b = Oklab(Palette.Colour(j), matrix);
                double distance = Math.Sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
                Assert.True(distance > 0.06, $"Colours {i} and {j} are only {distance:F3} apart under {vision}.");
            }
    }

    internal static double[] Oklab(string colour, double[] matrix)
    {
        double[] rgb = [.. Enumerable.Range(0, 3).Select(i => Linear(int.Parse(colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber) / 255.0))];
        double[] seen = [.. Enumerable.Range(0, 3).Select(r => Math.Clamp(matrix[3 * r] * rgb[0] + matrix[3 * r + 1] * rgb[1] + matrix[3 * r + 2] * rgb[2], 0, 1))];
        double l = Math.Cbrt(0.4122214708 * seen[0] + 0.5363325363 * seen[1] + 0.0514459929 * seen[2]);
        double m = Math.Cbrt(0.2119034982 * seen[0] + 0.6806995451 * seen[1] + 0.1073969566 * seen[2]);
        double s = Math.Cbrt(0.0883024619 * seen[0] + 0.2817188376 * seen[1] + 0.6299787005 * seen[2]);
        return
        [
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
        ];
    }

    private static double Linear(double c) => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
}

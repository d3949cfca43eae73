using System.Globalization;

namespace Elbo.Imaging.Charts;

/// <summary>A row of colours that stands for a number. Lightness rises evenly along it, so that it is read without colour vision, too.</summary>
public sealed class ColourRamp
{
    /// <summary>How many colours it has: finer steps are not told apart, and would make drawings large.</summary>
    internal const int Levels = 32;

    private readonly string[] _colours = new string[Levels];

    // Stops with an OKLCH lightness of 0.24, 0.40, 0.56, 0.72 and 0.87 each, as colourful as a screen allows.
    private ColourRamp(params ReadOnlySpan<int> stops)
    {
        for (int i = 0; i < Levels; i++)
        {
            double at = i * (stops.Length - 1.0) / (Levels - 1);
            int stop = Math.Min((int)at, stops.Length - 2);
            _colours[i] = "#" + Part(stops, stop, at - stop, 16) + Part(stops, stop, at - stop, 8) + Part(stops, stop, at - stop, 0);
        }
    }

    /// <summary>Dark to light red.</summary>
    public static ColourRamp Red { get; } = new(0x351314, 0x7f2021, 0xd22824, 0xfe736a, 0xffc3c0);

    /// <summary>Dark to light green.</summary>
    public static ColourRamp Green { get; } = new(0x0b2612, 0x095727, 0x008c3f, 0x0dc55c, 0x77f397);

    /// <summary>Dark to light blue.</summary>
    public static ColourRamp Blue { get; } = new(0x0c1d40, 0x124391, 0x146ee4, 0x57a8ff, 0xafdaff);

    /// <summary>Dark to light grey.</summary>
    public static ColourRamp Grey { get; } = new(0x1f1f1f, 0x484848, 0x747474, 0xa4a4a4, 0xd4d4d4);

    /// <summary>The colour of a number from 0 (dark) to 1 (light) as <c>#rrggbb</c>; beyond them, the nearer end's.</summary>
    public string At(double value) => _colours[Level(value)];

    /// <summary>Which of the <see cref="Levels"/> colours stands for a number.</summary>
    internal static byte Level(double value) => (byte)Math.Clamp((int)(value * Levels), 0, Levels - 1);

    internal string Colour(int level) => _colours[level];

    private static string Part(ReadOnlySpan<int> stops, int stop, double share, int shift)
    {
        int from = (stops[stop] >> shift) & 255, to = (stops[stop + 1] >> shift) & 255;
        return ((int)Math.Round(from + (share * (to - from)))).ToString("x2", CultureInfo.InvariantCulture);
    }
}

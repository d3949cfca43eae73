using System.Globalization;

namespace Elbo.Imaging.Charts;

/// <summary>
/// A colour of its own for each point of a <see cref="ScatterPanel"/>, such as a picture's mean. Points are drawn in one of 252 colours
/// between the extremes of each part, of which eyes tell fewer apart on dots.
/// </summary>
public sealed class PointColours
{
    // Eyes see green best.
    private const int Reds = 6, Greens = 7, Blues = 6;

    private readonly byte[] _groups;
    private readonly (float Low, float High) _red, _green, _blue;

    /// <summary>Colours of points by how red, green and blue each is.</summary>
    /// <param name="red">How red each point is, 0 … 1.</param>
    /// <param name="green">How green.</param>
    /// <param name="blue">How blue.</param>
    /// <exception cref="ArgumentException">The parts are of different numbers, or one is not finite.</exception>
    public PointColours(float[] red, float[] green, float[] blue)
    {
        ArgumentNullException.ThrowIfNull(red);
        ArgumentNullException.ThrowIfNull(green);
        ArgumentNullException.ThrowIfNull(blue);
        if (red.Length != green.Length || red.Length != blue.Length)
            throw new ArgumentException($"{red.Length} red, {green.Length} green and {blue.Length} blue parts are not as many colours.");
        (_red, _green, _blue) = (Ends(red), Ends(green), Ends(blue));
        _groups = new byte[red.Length];
        for (int i = 0; i < _groups.Length; i++)
            _groups[i] = (byte)((((Step(red[i], _red, Reds) * Greens) + Step(green[i], _green, Greens)) * Blues) + Step(blue[i], _blue, Blues));
    }

    /// <summary>How many points have a colour.</summary>
    public int Count => _groups.Length;

    internal int Group(int i) => _groups[i];

    internal static string Colour(int red, int green, int blue) =>
        string.Create(CultureInfo.InvariantCulture, $"#{red:x2}{green:x2}{blue:x2}");

    internal string Colour(int group) =>
        Colour(Part(group / (Greens * Blues), _red, Reds), Part(group / Blues % Greens, _green, Greens), Part(group % Blues, _blue, Blues));

    private static (float Low, float High) Ends(float[] values)
    {
        (float low, float high) = (1, 0);
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
                throw new ArgumentException($"A part of a colour is {value}; give numbers from 0 to 1.");
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }
        return low <= high ? (low, high) : (0, 1);
    }

    private static int Step(float value, (float Low, float High) ends, int steps) =>
        ends.High > ends.Low ? Math.Min(steps - 1, (int)((value - ends.Low) / (ends.High - ends.Low) * steps)) : 0;

    /// <summary>The middle of a step.</summary>
    private static int Part(int step, (float Low, float High) ends, int steps) =>
        (int)Math.Round(255 * Math.Clamp(ends.Low + ((step + 0.5f) / steps * (ends.High - ends.Low)), 0, 1));
}

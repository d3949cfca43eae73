namespace Elbo.Imaging.Charts;

/// <summary>Ten colours that people with any common colour vision tell apart, on light and on dark grounds.</summary>
/// <remarks>
/// M. A. Petroff, "Accessible Color Sequences for Data Visualization", arXiv:2107.02270 (2021), the sequence of ten. Chosen
/// over Okabe–Ito (eight colours) and Tol's schemes: of those tried, its closest pair under simulated protanopia,
/// deuteranopia and tritanopia is the furthest apart, and none of its colours is near black or white.
/// </remarks>
public static class Palette
{
    private static readonly string[] Hex =
        ["#3f90da", "#ffa90e", "#bd1f01", "#94a4a2", "#832db6", "#a96b59", "#e76300", "#b9ac70", "#717581", "#92dadd"];

    /// <summary>How many colours there are: 10.</summary>
    public static int Count => Hex.Length;

    /// <summary>Colour <paramref name="index"/> as <c>#rrggbb</c>; past the tenth they begin again.</summary>
    public static string Colour(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return Hex[index % Hex.Length];
    }
}

namespace Elbo.Imaging.Charts;

/// <summary>
/// Estimates how wide a text is drawn. The viewer chooses the font, so the widths are those of a wide one (DejaVu Sans),
/// and whatever fits by them fits in narrower ones.
/// </summary>
internal static class TextWidth
{
    public static double Of(string text, double size)
    {
        double ems = 0;
        foreach (char c in text)
            ems += Ems(c);
        return ems * size;
    }

    /// <summary>The text, or its beginning and an ellipsis where it would be wider than <paramref name="width"/>.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Of(text, size) <= width)
            return text;
        int length = text.Length;
        while (length > 0 && Of(text[..length], size) + size > width)
            length--;
        if (length > 0 && char.IsHighSurrogate(text[length - 1]))
            length--;
        return length == 0 ? "" : text[..length].TrimEnd() + "…";
    }

    private static double Ems(char c) => c switch
    {
        'i' or 'j' or 'l' or 'I' or '|' or '.' or ',' or ':' or ';' or '\'' or '!' or ' ' => 0.34,
        'f' or 'r' or 't' or '(' or ')' or '[' or ']' or '-' or '/' => 0.42,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' => 1.0,
        '⁰' or '¹' or '²' or '³' or '⁴' or '⁵' or '⁶' or '⁷' or '⁸' or '⁹' or '⁻' => 0.42,
        '−' or '×' => 0.84,
        >= 'A' and <= 'Z' => 0.74,
        < (char)0x2E80 => 0.64,
        _ => 1.0, // ideographs, and each half of a pair
    };
}

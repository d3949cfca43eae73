using System.Globalization;
using System.Text;

namespace Elbo.Imaging.Charts;

/// <summary>Writes tick values: 0.25, 10,000, 2×10⁷, with a true minus sign.</summary>
internal static class TickLabel
{
    /// <summary>Ticks are multiples of 10^<paramref name="exponent"/> and none exceeds <paramref name="largest"/>; all look alike.</summary>
    public static string Of(double value, int exponent, double largest)
    {
        int decimals = Math.Max(0, -exponent);
        if (largest < 1e7 && decimals <= 5)
            return Signed(value, Math.Abs(value).ToString((largest >= 10_000 ? "N" : "F") + decimals, CultureInfo.InvariantCulture));
        if (value == 0)
            return "0";
        int power = (int)Math.Floor(Math.Log10(largest) + 1e-9);
        double mantissa = Math.Abs(value) / Math.Pow(10, power);
        return Signed(value, Power(mantissa.ToString("F" + Math.Clamp(power - exponent, 0, 15), CultureInfo.InvariantCulture), power));
    }

    /// <summary><paramref name="lead"/> × 10^<paramref name="exponent"/> on a logarithmic axis, <paramref name="plain"/> or as a power.</summary>
    public static string OfDecade(double value, int lead, int exponent, bool plain) => plain
        ? value.ToString((exponent >= 4 ? "N" : "F") + Math.Max(0, -exponent), CultureInfo.InvariantCulture)
        : Power(lead.ToString(CultureInfo.InvariantCulture), exponent);

    private static string Signed(double value, string magnitude) => value < 0 ? "−" + magnitude : magnitude;

    private static string Power(string mantissa, int power)
    {
        var text = new StringBuilder(mantissa == "1" ? "10" : mantissa + "×10");
        foreach (char c in power.ToString(CultureInfo.InvariantCulture))
            text.Append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']);
        return text.ToString();
    }
}

namespace Elbo.Imaging.Charts;

/// <summary>An axis's range, and where in it a value lies.</summary>
internal readonly record struct Scale(double Minimum, double Maximum, bool Logarithmic)
{
    /// <summary>Beyond these, differences and powers of ten leave the range of a double.</summary>
    private const double Huge = 1e300, Tiny = 1e-300;

    /// <summary>Relative spans below this are rounding errors: drawn like a constant.</summary>
    private const double Flat = 1e-9;

    /// <summary>Whether a value has a place on such an axis at all.</summary>
    public static bool CanShow(double value, bool logarithmic) => Math.Abs(value) <= Huge && (!logarithmic || value >= Tiny);

    public bool CanShow(double value) => CanShow(value, Logarithmic);

    public bool Contains(double value) => value >= Minimum && value <= Maximum;

    /// <summary>0 at the lower end, 1 at the upper.</summary>
    public double Fraction(double value) => Logarithmic
        ? Math.Log(value / Minimum) / Math.Log(Maximum / Minimum)
        : (value - Minimum) / (Maximum - Minimum);

    /// <summary>The axis's fixed ends, and for the others the data's extremes moved out by <paramref name="padding"/> of the span.</summary>
    /// <exception cref="ArgumentException">The fixed ends are reversed, not finite, or not positive on a logarithmic axis.</exception>
    public static Scale Fit(Axis axis, Extent extent, double padding)
    {
        bool log = axis.Logarithmic;
        Check(axis, axis.Minimum);
        Check(axis, axis.Maximum);
        if (axis.Minimum >= axis.Maximum)
            throw new ArgumentException($"The axis '{axis.Title}' runs from {axis.Minimum} to {axis.Maximum}; its minimum must be below its maximum.");

        double low = extent.IsEmpty ? log ? 1 : 0 : extent.Minimum, high = extent.IsEmpty ? log ? 10 : 1 : extent.Maximum;
        // A fixed end on the far side of all data leaves an empty axis just beyond it.
        low = axis.Minimum ?? Math.Min(low, axis.Maximum ?? low);
        high = axis.Maximum ?? Math.Max(high, low);
        if (log)
            (low, high) = (Math.Log10(low), Math.Log10(high));

        double span = high - low, size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (span <= Flat * size || span < Tiny)
        {
            double room = log ? 0.5 : size < Tiny ? 1 : 0.1 * size;
            (low, high) = axis.Minimum is not null && axis.Maximum is null ? (low, high + room)
                : axis.Maximum is not null && axis.Minimum is null ? (low - room, high)
                : (low - room, high + room);
        }
        else
        {
            low -= axis.Minimum is null && !extent.IsEmpty ? padding * span : 0;
            high += axis.Maximum is null && !extent.IsEmpty ? padding * span : 0;
        }
        return log ? new Scale(Math.Pow(10, low), Math.Pow(10, high), true) : new Scale(low, high, false);
    }

    private static void Check(Axis axis, double? end)
    {
        if (end is { } value && !CanShow(value, axis.Logarithmic))
            throw new ArgumentException($"The axis '{axis.Title}' cannot end at {value}{(axis.Logarithmic ? " because it is logarithmic; use a positive number" : "; use a finite number")}.");
    }
}

namespace Elbo.Imaging.Charts;

/// <summary>Round tick values whose labels do not touch.</summary>
internal static class Ticks
{
    /// <summary>Empty pixels between the labels of neighbouring ticks.</summary>
    private const double LabelGapX = 14, LabelGapY = 16;

    private const double SparseX = 70, SparseY = 40;

    /// <summary>Ticks along an axis of <paramref name="length"/> pixels.</summary>
    public static List<Tick> Along(Scale scale, double length, bool horizontal, bool wholeNumbers = false)
    {
        List<Tick> decades = scale.Logarithmic ? Logarithmic(scale, length, horizontal) : [];
        if (decades.Count >= 4)
            return decades;
        // Less than about a decade: evenly spaced values divide even a logarithmic axis better.
        List<Tick> ticks = Linear(scale, length, horizontal, wholeNumbers);
        return ticks.Count > decades.Count ? ticks : decades;
    }

    /// <summary>These places along a horizontal axis. Long labels are shortened to their share of it.</summary>
    public static List<Tick> At(IReadOnlyList<AxisMark> marks, Scale scale, double length)
    {
        var ticks = new List<Tick>();
        foreach (AxisMark mark in marks)
            if (scale.CanShow(mark.Value) && scale.Contains(mark.Value))
                ticks.Add(new Tick(mark.Value, scale.Fraction(mark.Value) * length, TextWidth.Fit(mark.Label, Style.TickSize, Math.Max(60, length / marks.Count - LabelGapX))));
        return WithoutOverlaps(ticks, horizontal: true);
    }

    /// <summary>Multiples of 1, 2 or 5 times a power of ten: the finest that are neither crowded nor overlapping.</summary>
    private static List<Tick> Linear(Scale scale, double length, bool horizontal, bool wholeNumbers)
    {
        double span = scale.Maximum - scale.Minimum;
        double rough = span * Math.Min(1.0 / 3, (horizontal ? SparseX : SparseY) / length);
        RoundStep step = RoundStep.AtLeast(wholeNumbers ? Math.Max(1, rough) : rough);
        List<Tick> ticks = [];
        for (int tries = 0; tries < 12; tries++, step = step.Next)
        {
            List<Tick> coarser = Multiples(scale, step, length);
            if (coarser.Count < 2 && ticks.Count >= 1)
                break; // a second tick, even with a crowded neighbour left out below, says more than one
            ticks = coarser;
            if (!Overlap(ticks, horizontal))
                return ticks;
        }
        return WithoutOverlaps(ticks, horizontal);
    }

    private static List<Tick> Multiples(Scale scale, RoundStep step, double length)
    {
        var ticks = new List<Tick>();
        double largest = Math.Max(Math.Abs(scale.Minimum), Math.Abs(scale.Maximum));
        double first = Math.Ceiling(scale.Minimum / step.Value - 1e-6), last = Math.Floor(scale.Maximum / step.Value + 1e-6);
        for (double k = first; k <= last && ticks.Count < 1000; k++)
        {
            double value = step.Times(k);
            double position = Math.Clamp(scale.Fraction(value), 0, 1) * length;
            if (!scale.Logarithmic || value > 0)
                ticks.Add(new Tick(value, position, TickLabel.Of(value, step.Exponent, largest)));
        }
        return ticks;
    }

    /// <summary>1, 2 and 5 of each decade where they fit, else every decade, else every second, fifth, tenth decade.</summary>
    private static List<Tick> Logarithmic(Scale scale, double length, bool horizontal)
    {
        int first = (int)Math.Floor(Math.Log10(scale.Minimum)), last = (int)Math.Ceiling(Math.Log10(scale.Maximum));
        bool plain = scale.Minimum >= 1e-3 && scale.Maximum < 1e5;
        foreach ((int stride, int[] leads) in new (int, int[])[] { (1, [1, 2, 5]), (1, [1]), (2, [1]), (5, [1]), (10, [1]), (50, [1]), (100, [1]) })
        {
            var ticks = new List<Tick>();
            for (int exponent = first - (((first % stride) + stride) % stride); exponent <= last; exponent += stride)
                foreach (int lead in leads)
                {
                    double value = new RoundStep(1, exponent).Times(lead), fraction = scale.Fraction(value);
                    if (fraction is >= -1e-6 and <= 1 + 1e-6)
                        ticks.Add(new Tick(value, Math.Clamp(fraction, 0, 1) * length, TickLabel.OfDecade(value, lead, exponent, plain)));
                }
            if (!Overlap(ticks, horizontal))
                return ticks;
        }
        return [];
    }

    private static bool Overlap(List<Tick> ticks, bool horizontal)
    {
        for (int i = 1; i < ticks.Count; i++)
            if (Touch(ticks[i - 1], ticks[i], horizontal))
                return true;
        return false;
    }

    private static List<Tick> WithoutOverlaps(List<Tick> ticks, bool horizontal)
    {
        var kept = new List<Tick>();
        foreach (Tick tick in ticks)
            if (kept.Count == 0 || !Touch(kept[^1], tick, horizontal))
                kept.Add(tick);
        return kept;
    }

    private static bool Touch(Tick a, Tick b, bool horizontal) => b.Position - a.Position < (horizontal
        ? (TextWidth.Of(a.Label, Style.TickSize) + TextWidth.Of(b.Label, Style.TickSize)) / 2 + LabelGapX
        : LabelGapY);
}

namespace Elbo.Data;

/// <summary>
/// The hand that writes a digit: it wavers at every point, presses unevenly, slants, turns and stretches what it
/// writes. Only +, −, ×, ÷ and square roots, which every machine rounds alike.
/// </summary>
internal static class DigitHand
{
    private const int Samples = 6, Knots = 5;

    /// <summary>Writes one digit into 28 × 28 pixels.</summary>
    public static void Write(int digit, ref KeyedDraws draws, Span<byte> pixels)
    {
        const int Most = DigitSkeletons.MaxSpans * (Samples + 1);
        var trace = new InkTrace(stackalloc double[Most], stackalloc double[Most], stackalloc double[Most], stackalloc bool[Most]);
        var skeleton = Choose(DigitSkeletons.ByDigit[digit], draws.Uniform(0, 1));
        int points = skeleton.Points.Length / 2;
        Span<double> x = stackalloc double[DigitSkeletons.MaxPoints];
        Span<double> y = stackalloc double[DigitSkeletons.MaxPoints];
        Span<double> radius = stackalloc double[DigitSkeletons.MaxPoints];

        double radiusOfAll = Math.Clamp(1.28 + (0.30 * draws.Bell()), 0.75, 2.1);
        // Points close together must waver less, or round strokes turn into polygons.
        double waver = draws.Uniform(0.014, 0.040) * Math.Min(1, 5.0 / Longest(skeleton)), unevenness = draws.Uniform(0.03, 0.14);
        for (int i = 0; i < points; i++)
        {
            x[i] = skeleton.Points[2 * i] + (waver * draws.Bell());
            y[i] = skeleton.Points[(2 * i) + 1] + (waver * draws.Bell());
            radius[i] = Math.Max(0.65, radiusOfAll * (1 + (unevenness * draws.Bell())));
        }

        Distort(x[..points], y[..points], ref draws);
        foreach (int[] stroke in skeleton.Strokes) Follow(stroke, x, y, radius, ref trace);
        trace.ScaleTo(draws.Uniform(18.8, 20.6));
        trace.CentreAt(14 + (0.5 * draws.Bell()), 14 + (0.5 * draws.Bell()));
        trace.Render(draws.Uniform(0.62, 0.85), pixels);
    }

    private static int Longest(DigitSkeleton skeleton)
    {
        int longest = 0;
        foreach (int[] stroke in skeleton.Strokes) longest = Math.Max(longest, stroke.Length);
        return longest;
    }

    private static DigitSkeleton Choose(DigitSkeleton[] ways, double at)
    {
        int chosen = 0;
        while (chosen < ways.Length - 1 && at >= ways[chosen].Weight) at -= ways[chosen++].Weight;
        return ways[chosen];
    }

    // Elastic warp by a 5 × 5 net of displacements (uniform cubic B-splines over two cells), then stretch, slant, turn.
    private static void Distort(Span<double> x, Span<double> y, ref KeyedDraws draws)
    {
        Span<double> netX = stackalloc double[Knots * Knots];
        Span<double> netY = stackalloc double[Knots * Knots];
        double strength = draws.Uniform(0.02, 0.075);
        for (int i = 0; i < netX.Length; i++) (netX[i], netY[i]) = (strength * draws.Bell(), strength * draws.Bell());

        double stretch = Math.Clamp(1 + (0.13 * draws.Bell()), 0.8, 1.25), slant = Math.Clamp(0.13 + (0.16 * draws.Bell()), -0.3, 0.5);
        // A rotation by its half-angle's tangent needs no sine.
        double half = 0.045 * draws.Bell(), cosine = (1 - (half * half)) / (1 + (half * half)), sine = 2 * half / (1 + (half * half));
        Span<double> weightX = stackalloc double[4];
        Span<double> weightY = stackalloc double[4];
        for (int i = 0; i < x.Length; i++)
        {
            int cellX = Weights((x[i] + 0.15) * 2, weightX), cellY = Weights(y[i] * 2, weightY);
            double movedX = x[i] - 0.35, movedY = y[i] - 0.5;
            for (int row = 0; row < 4; row++)
            {
                for (int column = 0; column < 4; column++)
                {
                    int knot = ((cellY + row) * Knots) + cellX + column;
                    movedX += weightY[row] * weightX[column] * netX[knot];
                    movedY += weightY[row] * weightX[column] * netY[knot];
                }
            }
            double slanted = (movedX * stretch) - (slant * movedY);
            (x[i], y[i]) = ((slanted * cosine) - (movedY * sine), (slanted * sine) + (movedY * cosine));
        }
    }

    // Weights of the four knots around a place, and the first of them.
    private static int Weights(double at, Span<double> weights)
    {
        int cell = at < 1 ? 0 : Knots - 4;
        double t = Math.Clamp(at - cell, 0, 1), s = 1 - t;
        weights[0] = s * s * s / 6;
        weights[1] = (4 - (6 * t * t) + (3 * t * t * t)) / 6;
        weights[2] = (4 - (6 * s * s) + (3 * s * s * s)) / 6;
        weights[3] = t * t * t / 6;
        return cell;
    }

    // A Catmull–Rom curve through a stroke's points; straight where it has only two.
    private static void Follow(int[] stroke, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> radius, ref InkTrace trace)
    {
        trace.Add(x[stroke[0]], y[stroke[0]], radius[stroke[0]], draw: false);
        for (int i = 0; i + 1 < stroke.Length; i++)
        {
            int a = stroke[Math.Max(0, i - 1)], b = stroke[i], c = stroke[i + 1], d = stroke[Math.Min(stroke.Length - 1, i + 2)];
            for (int sample = 1; sample <= Samples; sample++)
            {
                double t = sample / (double)Samples, ease = t * t * (3 - (2 * t));
                trace.Add(
                    Curve(x[a], x[b], x[c], x[d], t), Curve(y[a], y[b], y[c], y[d], t), radius[b] + (ease * (radius[c] - radius[b])), draw: true);
            }
        }
    }

    private static double Curve(double a, double b, double c, double d, double t) =>
        0.5 * ((2 * b) + ((c - a) * t) + (((2 * a) - (5 * b) + (4 * c) - d) * t * t) + (((3 * b) - a - (3 * c) + d) * t * t * t));
}

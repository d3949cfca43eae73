using Elbo.Imaging.Charts;
using Elbo.Maps;

namespace Elbo.Figures;

/// <summary>A map of codes as one cloud of points, coloured by label; without labels by the pictures' mean colour or brightness.</summary>
public static class MapScatter
{
    /// <summary>
    /// One panel. More than <see cref="ScatterChart.MostDrawnPoints"/> points are a picture within the drawing, which
    /// <see cref="ScatterChart.PointsOf"/> gives alone.
    /// </summary>
    /// <param name="points">The codes and what they are coloured by.</param>
    /// <param name="places">Where each is: <c>[n][2]</c>; points that are not finite are left out.</param>
    /// <param name="title">The headline.</param>
    /// <param name="subtitle">Which model, which pictures.</param>
    /// <param name="across">What is measured to the right.</param>
    /// <param name="up">What is measured upwards.</param>
    /// <param name="equalUnits">Whether a unit is as long upwards as to the right.</param>
    public static ScatterChart Of(LatentPoints points, float[] places, string title, string subtitle, string across, string up, bool equalUnits = true)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(places);
        if (places.Length != 2 * points.Count)
            throw new ArgumentException($"{places.Length} coordinates are not two for each of {points.Count} points.", nameof(places));
        float[] x = new float[points.Count], y = new float[points.Count];
        for (int i = 0; i < x.Length; i++) (x[i], y[i]) = (places[2 * i], places[(2 * i) + 1]);
        var panel = new ScatterPanel(Colouring(points), x, y, points.Labels);
        return new ScatterChart
        {
            Title = title,
            Subtitle = subtitle,
            X = new Axis { Title = across },
            Y = new Axis { Title = up },
            EqualUnits = equalUnits,
            ClassNames = points.Labels is null ? [] : points.LabelNames,
            Panels = [Coloured(panel, points)],
        };
    }

    /// <summary>What the colours mean, in words.</summary>
    public static string Colouring(LatentPoints points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return points.Labels is not null ? "coloured by label" : points.Colours.Length switch
        {
            1 => "coloured by mean brightness",
            3 => "coloured by mean colour",
            _ => "in one colour",
        };
    }

    private static ScatterPanel Coloured(ScatterPanel panel, LatentPoints points)
    {
        if (points.Labels is not null) return panel;
        if (points.Colours is [var red, var green, var blue]) return panel with { Colours = new PointColours(red, green, blue) };
        if (points.Colours is not [var grey] || grey.Length == 0) return panel;
        float low = grey[0], high = grey[0];
        foreach (float value in grey) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        return panel with { Values = new PointValues(grey, ColourRamp.Grey, low, high) };
    }
}

using System.Globalization;
using Elbo.Imaging.Charts;
using Elbo.Tensors;

namespace Elbo.Figures;

/// <summary>Pictures as points in the first two latent dimensions, coloured by how red, green and blue they are on average.</summary>
public static class ColourScatter
{
    private static readonly (string Name, ColourRamp Ramp)[] Colours = [("red", ColourRamp.Red), ("green", ColourRamp.Green), ("blue", ColourRamp.Blue)];

    /// <summary>One panel per channel, axes symmetrical about the origin. A one-dimensional latent is drawn against the channel's mean.</summary>
    /// <param name="vae">The model, for its shape and name.</param>
    /// <param name="codes">Posterior means, <c>[n][latent]</c>; points that are not finite are left out.</param>
    /// <param name="images">The pictures' intensities, 0…1, <c>[n][channel][row][column]</c>.</param>
    /// <param name="step">The training step that the codes are from.</param>
    /// <exception cref="ArgumentException">The codes or intensities are no whole examples, or of different numbers.</exception>
    /// <exception cref="ElboException">The model's examples are neither grey nor colour pictures.</exception>
    public static ScatterChart Of(Vae vae, float[] codes, ReadOnlySpan<float> images, long step)
    {
        ArgumentNullException.ThrowIfNull(vae);
        return Of(vae.Recipe.Name, vae.Shape, vae.Latent, codes, images, step);
    }

    internal static ScatterChart Of(string name, Shape shape, int latent, float[] codes, ReadOnlySpan<float> images, long step)
    {
        ArgumentNullException.ThrowIfNull(codes);
        if (shape.Channels is not (1 or 3))
            throw new ElboException($"Examples of {shape} have no colour to show; pictures have one channel or three.");
        int count = codes.Length / latent;
        if (codes.Length != count * latent || images.Length != count * shape.Features)
            throw new ArgumentException($"{codes.Length} codes and {images.Length} intensities are not as many examples of {latent} codes and {shape} intensities.", nameof(codes));

        bool flat = latent == 1;
        var panels = new ScatterPanel[shape.Channels];
        for (int channel = 0; channel < panels.Length; channel++)
        {
            float[] means = Means(images, shape, channel, count);
            var (colour, ramp) = shape.Channels == 1 ? ("grey", ColourRamp.Grey) : Colours[channel];
            var (low, high) = Ends(means);
            panels[channel] = new ScatterPanel($"mean {colour}", Dimension(codes, latent, 0), flat ? means : Dimension(codes, latent, 1)) { Values = new PointValues(means, ramp, low, high) };
        }
        double? reach = Reach(codes, latent);
        return new ScatterChart
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"Latent codes by colour, step {step:N0}"),
            Subtitle = $"{name}, posterior means",
            X = new Axis { Title = "latent 0", Minimum = -reach, Maximum = reach },
            Y = flat ? new Axis { Title = "mean intensity" } : new Axis { Title = "latent 1", Minimum = -reach, Maximum = reach },
            EqualUnits = !flat,
            Width = panels.Length == 1 ? 560 : 1240,
            Panels = panels,
        };
    }

    private static float[] Dimension(float[] codes, int latent, int dimension)
    {
        var values = new float[codes.Length / latent];
        for (int i = 0; i < values.Length; i++) values[i] = codes[(i * latent) + dimension];
        return values;
    }

    private static float[] Means(ReadOnlySpan<float> images, Shape shape, int channel, int count)
    {
        int area = shape.Height * shape.Width;
        var means = new float[count];
        for (int i = 0; i < count; i++)
        {
            double sum = 0;
            foreach (float value in images.Slice((i * shape.Features) + (channel * area), area)) sum += value;
            means[i] = (float)(sum / area);
        }
        return means;
    }

    private static (double Low, double High) Ends(float[] means)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (float mean in means)
        {
            if (float.IsFinite(mean)) (low, high) = (Math.Min(low, mean), Math.Max(high, mean));
        }
        return low <= high ? (low, high) : (0, 1);
    }

    // A little beyond the furthest code; null leaves empty axes to the chart.
    private static double? Reach(float[] codes, int latent)
    {
        double reach = 0;
        for (int i = 0; i < codes.Length; i += latent)
        {
            double x = Math.Abs(codes[i]), y = latent > 1 ? Math.Abs(codes[i + 1]) : 0;
            if (double.IsFinite(x) && double.IsFinite(y)) reach = Math.Max(reach, Math.Max(x, y));
        }
        return reach > 0 ? 1.06 * reach : null;
    }
}

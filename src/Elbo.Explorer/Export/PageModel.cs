using System.Globalization;
using System.Text.Json;
using Elbo.Imaging.Charts;
using Elbo.Recipes;

namespace Elbo.Explorer.Export;

/// <summary>The document that the page's script reads: what the model is, its decoder's layers, its dimensions and the test codes. The writer leaves no &lt; in any string.</summary>
internal static class PageModel
{
    /// <param name="vae">The model.</param>
    /// <param name="layers">Its decoder.</param>
    /// <param name="codes">Codes of pictures, or null.</param>
    /// <param name="room">Bytes of base 64 that the codes may take, given the bytes of everything else.</param>
    public static byte[] Write(Vae vae, DecoderLayers layers, PageCodes? codes, Func<long, long> room)
    {
        byte[] without = Write(vae, layers, codes, axes: [], null);
        if (codes is null) return without;
        var axes = Axes(vae, codes);
        // What describes the columns takes some, too.
        var quantised = QuantisedCodes.Fit(axes, codes.Labels, (room(without.Length) - (80L * axes.Count) - 1024) / 4 * 3);
        return quantised is null ? without : Write(vae, layers, codes, axes, quantised);
    }

    /// <summary>Coordinates along the principal components, if there are any, and in the dimensions that carry something, at least two.</summary>
    private static List<float[]> Axes(Vae vae, PageCodes codes)
    {
        int latent = vae.Latent, count = codes.Means.Length / latent;
        var axes = new List<float[]>();
        if (codes.Components is { } components)
        {
            float[] places = components.Project(codes.Means);
            for (int k = 0; k < 2; k++) axes.Add(Column(places, 2, k));
        }
        for (int rank = 0; rank < latent && (rank < 2 || codes.Usage[rank].IsActive) && rank < 64; rank++) axes.Add(Column(codes.Means, latent, codes.Usage[rank].Dimension));
        return axes;

        float[] Column(float[] rows, int width, int column)
        {
            var values = new float[count];
            for (int i = 0; i < count; i++) values[i] = rows[(i * width) + column];
            return values;
        }
    }

    private static byte[] Write(Vae vae, DecoderLayers layers, PageCodes? codes, IReadOnlyList<float[]> axes, QuantisedCodes? quantised)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            var (shape, (scale, shift)) = (vae.Shape, vae.Preprocessing.ToIntensity);
            json.WriteStartObject();
            json.WriteNumber("latent", vae.Latent);
            json.WriteNumber("channels", shape.Channels);
            json.WriteNumber("height", shape.Height);
            json.WriteNumber("width", shape.Width);
            Names(json, "classes", vae.ClassNames);
            json.WriteBoolean("sigmoid", vae.Recipe.Model.Likelihood == LikelihoodKind.Bernoulli);
            json.WriteStartArray("intensity");
            json.WriteNumberValue(scale);
            json.WriteNumberValue(shift);
            json.WriteEndArray();
            json.WriteNumber("weights", layers.Count);
            layers.Write(json);
            Dimensions(json, vae, codes);
            if (codes?.Components is { } plane) Components(json, plane);
            if (quantised is not null) Scatter(json, codes!, quantised);
            json.WriteEndObject();
        }
        return memory.ToArray();
    }

    /// <summary>In order of what they carry; without data all count as carrying something.</summary>
    private static void Dimensions(Utf8JsonWriter json, Vae vae, PageCodes? codes)
    {
        json.WriteStartArray("dimensions");
        for (int rank = 0; rank < vae.Latent; rank++)
        {
            json.WriteStartObject();
            if (codes is null) json.WriteNumber("index", rank);
            else
            {
                var usage = codes.Usage[rank];
                json.WriteNumber("index", usage.Dimension);
                json.WriteNumber("kl", Math.Round(usage.Kl, 4));
                if (!usage.IsActive) json.WriteBoolean("inactive", true);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Components(Utf8JsonWriter json, Maps.PrincipalComponents plane)
    {
        json.WriteStartObject("plane");
        Numbers("mean", plane.Mean);
        Numbers("directions", plane.Directions);
        json.WriteNumber("share", plane.TotalVariance > 0 ? Math.Round((plane.Variances[0] + plane.Variances[1]) / plane.TotalVariance, 4) : 0);
        json.WriteEndObject();

        void Numbers(string name, double[] values)
        {
            json.WriteStartArray(name);
            foreach (double value in values) json.WriteNumberValue((float)value);
            json.WriteEndArray();
        }
    }

    private static void Scatter(Utf8JsonWriter json, PageCodes codes, QuantisedCodes quantised)
    {
        json.WriteStartObject("scatter");
        json.WriteNumber("count", quantised.Count);
        json.WriteStartArray("columns");
        foreach (var (axis, low, high) in quantised.Columns)
        {
            int ahead = codes.Components is null ? 0 : 2;
            json.WriteStartObject();
            json.WriteString("axis", axis < ahead ? $"component {(axis + 1).ToString(CultureInfo.InvariantCulture)}" : $"latent {codes.Usage[axis - ahead].Dimension.ToString(CultureInfo.InvariantCulture)}");
            json.WriteNumber("low", low);
            json.WriteNumber("high", high);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBase64String("codes", quantised.Bytes);
        if (codes.Labels is not null)
        {
            Names(json, "names", codes.LabelNames);
            Names(json, "colours", [.. Enumerable.Range(0, Palette.Count).Select(Palette.Colour)]);
        }
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string name, IReadOnlyList<string> names)
    {
        json.WriteStartArray(name);
        foreach (string each in names) json.WriteStringValue(each);
        json.WriteEndArray();
    }
}

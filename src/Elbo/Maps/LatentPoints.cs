using Elbo.Data;

namespace Elbo.Maps;

/// <summary>Codes of pictures, and what to colour them by: labels where all have one, else how bright or what colour each picture is.</summary>
public sealed record LatentPoints
{
    private const int PicturesAtOnce = 1024;

    /// <summary>Numbers in a code.</summary>
    public required int Latent { get; init; }

    /// <summary>Posterior means: <c>[n][latent]</c>.</summary>
    public required float[] Means { get; init; }

    /// <summary>Posterior deviations: <c>[n][latent]</c>.</summary>
    public required float[] Deviations { get; init; }

    /// <summary>One label per point, or null where some have none.</summary>
    public byte[]? Labels { get; init; }

    /// <summary>Names of the labels, indexed by label.</summary>
    public IReadOnlyList<string> LabelNames { get; init; } = [];

    /// <summary>Mean intensity of each channel, 0 … 1: <c>[channels][n]</c>; empty where there are labels.</summary>
    public float[][] Colours { get; init; } = [];

    /// <summary>Number of points.</summary>
    public int Count => Means.Length / Latent;

    /// <summary>Encodes one or more parts of a data set, one after the other.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="parts">Parts of the model's shape, such as training and validation pictures.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static LatentPoints Encode(Vae vae, IReadOnlyList<Dataset> parts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(parts);
        int count = 0;
        bool labelled = true;
        foreach (var part in parts)
        {
            count += part.Count;
            labelled &= part.Labels is not null || part.Count == 0;
        }
        var (means, deviations) = (new float[checked(count * vae.Latent)], new float[count * vae.Latent]);
        var colours = new float[labelled || vae.Schema is not null ? 0 : vae.Shape.Channels][];
        for (int channel = 0; channel < colours.Length; channel++) colours[channel] = new float[count];
        var labels = labelled ? new byte[count] : null;
        int at = 0;
        foreach (var part in parts)
        {
            if (labels is not null) part.Labels?.CopyTo(labels, at);
            for (int start = 0; start < part.Count; start += PicturesAtOnce)
            {
                cancellation.ThrowIfCancellationRequested();
                var some = part.Slice(start, Math.Min(PicturesAtOnce, part.Count - start), part.Name);
                var codes = vae.Encode(some);
                codes.Mean.CopyTo(means, (at + start) * vae.Latent);
                codes.Deviation.CopyTo(deviations, (at + start) * vae.Latent);
                if (colours.Length > 0) AddColours(some, colours, at + start);
            }
            at += part.Count;
        }
        return new LatentPoints
        {
            Latent = vae.Latent,
            Means = means,
            Deviations = deviations,
            Labels = labels,
            LabelNames = labelled && parts.Count > 0 ? parts[0].LabelNames : [],
            Colours = colours,
        };
    }

    private static void AddColours(Dataset pictures, float[][] colours, int at)
    {
        var all = new int[pictures.Count];
        for (int i = 0; i < all.Length; i++) all[i] = i;
        float[] rows = Vae.Intensities(pictures, all);
        int area = pictures.Shape.Height * pictures.Shape.Width;
        for (int i = 0; i < all.Length; i++)
        {
            for (int channel = 0; channel < colours.Length; channel++)
            {
                double sum = 0;
                foreach (float value in rows.AsSpan(((i * colours.Length) + channel) * area, area)) sum += value;
                colours[channel][at + i] = (float)(sum / area);
            }
        }
    }
}

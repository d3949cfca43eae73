using Elbo.Data.Tables;
using Elbo.Evaluation;
using Elbo.Imaging;

namespace Elbo.Reports;

/// <summary>Codes of some pictures as points of a plane, each with its thumbnail: what the page's script draws.</summary>
/// <param name="Plane">Where the points are.</param>
/// <param name="Indices">Which picture of the data each point is.</param>
/// <param name="Labels">Each point's label, or null.</param>
/// <param name="LabelNames">Names of the labels.</param>
/// <param name="Brightness">Mean intensity of each point's picture, 0 to 255.</param>
/// <param name="Tints">Mean red, green and blue of each point's picture, 0 to 255; null where points have labels or pictures no colour.</param>
/// <param name="Codes">Posterior means of the dimensions that carry most, <c>[n][dimensions]</c>.</param>
/// <param name="Dimensions">Which dimensions those are.</param>
/// <param name="Thumbnails">The pictures in one; null where they cannot be drawn.</param>
/// <param name="Source">Name of the data.</param>
/// <param name="Split">Which part of the data that is, in a word.</param>
/// <param name="Total">Pictures of that part.</param>
internal sealed record LatentMap(
    MapPlane Plane, int[] Indices, byte[]? Labels, IReadOnlyList<string> LabelNames, byte[] Brightness, byte[]? Tints,
    float[] Codes, int[] Dimensions, Thumbnails? Thumbnails, string Source, string Split, int Total)
{
    private const int MostGrey = 5000, MostColour = 2000, MostDimensions = 16, Chunk = 256;

    /// <summary>The map of a run's pictures, evenly picked from all where there are too many.</summary>
    public static LatentMap Of(ReportContents contents, Vae vae, IProgress<EvaluationProgress>? progress, CancellationToken cancellation)
    {
        var file = contents.Tsne;
        var data = file?.Pictures ?? contents.Pictures;
        int count = Math.Min(data.Count, !contents.Drawable || data.Shape.Channels == 1 ? MostGrey : MostColour), latent = vae.Latent;
        var indices = new int[count];
        for (int i = 0; i < count; i++) indices[i] = (int)((long)i * data.Count / count);
        float[] means = new float[checked(count * latent)], deviations = new float[count * latent];
        // A row has no brightness; how unlikely it is takes that place.
        var brightness = contents.Drawable || data is not TableDataset ? new byte[count] : Ranks(ExampleScores.Of(vae, data, indices, infer: false, cancellation));
        byte[]? tints = data.Labels is null && contents.Drawable && data.Shape.Channels == 3 ? new byte[3 * count] : null;
        var pictures = contents.Drawable ? new List<Pixmap>(count) : null;
        for (int start = 0; start < count; start += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var some = indices.AsSpan(start, Math.Min(Chunk, count - start));
            float[] intensities = vae.Shown(data, some);
            var codes = vae.Encode(intensities, vae.LabelsOf(data, some, intensities));
            codes.Mean.CopyTo(means, start * latent);
            codes.Deviation.CopyTo(deviations, start * latent);
            for (int i = 0; i < some.Length; i++)
            {
                var picture = intensities.AsSpan(i * data.Shape.Features, data.Shape.Features);
                if (data is not TableDataset) brightness[start + i] = Mean(picture);
                for (int c = 0; tints is not null && c < 3; c++) tints[(3 * (start + i)) + c] = Mean(picture.Slice(c * picture.Length / 3, picture.Length / 3));
            }
            progress?.Report(new("latent map", (double)(start + some.Length) / count));
            if (pictures is null) continue;
            foreach (var picture in Figures.Pictures.FromRows(intensities, data.Shape)) pictures.Add(Thumbnails.Shrink(picture));
        }
        var all = new Codes(means, deviations);
        int[] order = LatentOrder.ByKl(LatentUsage.KlPerDimension(all, latent));
        int[] dimensions = order[..Math.Min(order.Length, MostDimensions)];
        var plane = file is var (_, _, x, y) ? MapPlane.OfTsne(Array.ConvertAll(indices, i => x[i]), Array.ConvertAll(indices, i => y[i])) : MapPlane.Of(all, latent, order, cancellation);
        return new LatentMap(
            plane, indices, data.Labels is { } labels ? Array.ConvertAll(indices, i => labels[i]) : null, data.LabelNames,
            brightness, tints, Select(means, latent, dimensions), dimensions, pictures is null ? null : Thumbnails.Of(pictures, data.Shape.Width), data.Name, file?.Split ?? contents.Split, data.Count);
    }

    /// <summary>Places of some rows among each other, 0 for the one that the model expects most to 255 for the one that it expects least.</summary>
    private static byte[] Ranks(ExampleScores scores)
    {
        int[] order = [.. Enumerable.Range(0, scores.Count).OrderByDescending(scores.Elbo)];
        var ranks = new byte[scores.Count];
        for (int i = 0; i < order.Length; i++) ranks[order[i]] = (byte)(255L * i / Math.Max(1, order.Length - 1));
        return ranks;
    }

    private static byte Mean(ReadOnlySpan<float> intensities)
    {
        double sum = 0;
        foreach (float value in intensities) sum += value;
        return (byte)Math.Round(255 * Math.Clamp(sum / intensities.Length, 0, 1));
    }

    /// <summary>Some columns of rows.</summary>
    internal static float[] Select(float[] rows, int width, int[] columns)
    {
        int count = rows.Length / width;
        var selected = new float[count * columns.Length];
        for (int i = 0; i < count; i++)
        {
            for (int d = 0; d < columns.Length; d++) selected[(i * columns.Length) + d] = rows[(i * width) + columns[d]];
        }
        return selected;
    }
}

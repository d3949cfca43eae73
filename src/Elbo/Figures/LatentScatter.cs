using Elbo.Data;
using Elbo.Imaging.Charts;

namespace Elbo.Figures;

/// <summary>Posterior means as points in a plane of the latent space, coloured by label.</summary>
public static class LatentScatter
{
    private const int MostPoints = 5000;

    /// <summary>Two panels, training and, where there are any, test codes, at most 5,000 points each. A one-dimensional latent is drawn against its deviation.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Labelled data, or unlabelled ones, which are drawn in one colour.</param>
    /// <param name="first">The dimension to the right.</param>
    /// <param name="second">The dimension upwards.</param>
    public static ScatterChart Of(Vae vae, DataSplits data, int first, int second)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        bool flat = vae.Latent == 1;
        return new ScatterChart
        {
            Title = "Latent codes",
            Subtitle = $"{vae.Recipe.Name}, posterior means after {vae.Step} steps",
            X = new Axis { Title = $"latent {first}" },
            Y = new Axis { Title = flat ? "posterior deviation" : $"latent {second}" },
            EqualUnits = !flat,
            Width = 1120,
            ClassNames = data.Train.Labels is null ? [] : data.Train.LabelNames,
            Panels = data.Test.Count == 0 ? [Panel(vae, data.Train, "Training", first, second)]
                : [Panel(vae, data.Train, "Training", first, second), Panel(vae, data.Test, "Test", first, second)],
        };
    }

    private static ScatterPanel Panel(Vae vae, Dataset data, string title, int first, int second)
    {
        var shown = data.Count > MostPoints ? data.Slice(0, MostPoints, data.Name) : data;
        var codes = vae.Encode(shown);
        var x = new float[shown.Count];
        var y = new float[shown.Count];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = codes.Mean[(i * vae.Latent) + first];
            y[i] = vae.Latent == 1 ? codes.Deviation[i] : codes.Mean[(i * vae.Latent) + second];
        }
        return new ScatterPanel(title, x, y, shown.Labels);
    }
}

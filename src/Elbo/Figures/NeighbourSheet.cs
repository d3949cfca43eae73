using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Imaging;

namespace Elbo.Figures;

/// <summary>Samples of a model beside the training pictures that are nearest to them, which shows whether it repeats what it saw.</summary>
public static class NeighbourSheet
{
    private const int Enlargement = 2;
    private const byte Ground = 238;

    /// <summary>A row for each sample: the sample, a gap, and its nearest training pictures, nearest first.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="train">The pictures that it was trained on.</param>
    /// <param name="samples">Rows.</param>
    /// <param name="neighbours">Training pictures in a row, or as many as there are.</param>
    /// <param name="seed">Key of the samples, the first ones of <see cref="Vae.Sample(int, long)"/>.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="ElboException">There are no training pictures or of another shape, or examples cannot be drawn.</exception>
    public static Pixmap Of(Vae vae, Dataset train, int samples = 10, int neighbours = 5, long seed = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(train);
        vae.RequireShape(train);
        if (train.Count == 0) throw new ElboException($"{train.Name} is empty; there are no neighbours to draw.");
        neighbours = Math.Min(neighbours, train.Count);
        float[] drawn = vae.Sample(samples, seed);
        var found = NearestPictures.Of(drawn, train, neighbours, vae.Pool.Threads, null, cancellation);
        Pixmap[] left = Pictures.FromRows(drawn, vae.Shape), right = Pictures.FromRows(Vae.Intensities(train, found.Indices), vae.Shape);
        var gap = new Pixmap(left[0].Width, left[0].Height, left[0].Channels);
        gap.Pixels.AsSpan().Fill(Ground);
        var cells = new List<Pixmap>();
        for (int i = 0; i < samples; i++) cells.AddRange([left[i], gap, .. right.AsSpan(i * neighbours, neighbours)]);
        return new ContactSheet { Scale = Enlargement, Background = Ground }.Grid(cells, neighbours + 2);
    }
}

using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Imaging;

namespace Elbo.Figures;

/// <summary>Where the points of a manifold lie along each axis.</summary>
public enum ManifoldGrid
{
    /// <summary>Quantiles 0.05 … 0.95 of the standard normal prior, so that each cell has equal probability.</summary>
    Quantiles,

    /// <summary>Evenly from −2 to 2.</summary>
    Linear,
}

/// <summary>Sheets of pictures that show what a model has learnt.</summary>
public static class Sheets
{
    private const int Enlargement = 2;

    /// <summary>The first pictures of a data set, each with its reconstruction from the posterior's mean.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="data">Pictures of the model's shape.</param>
    /// <param name="rows">Rows of pairs.</param>
    /// <param name="columns">Pairs in a row.</param>
    /// <param name="layout">Whether the reconstruction is under its original or to the right of it.</param>
    public static Pixmap Reconstructions(Vae vae, Dataset data, int rows = 5, int columns = 10, PairLayout layout = PairLayout.Over)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        vae.RequireShape(data);
        var indices = new int[Math.Min(rows * columns, data.Count)];
        for (int i = 0; i < indices.Length; i++) indices[i] = i;
        float[] originals = Vae.Intensities(data, indices);
        return new ContactSheet { Scale = Enlargement }.Pairs(
            Pictures.FromRows(originals, vae.Shape), Pictures.FromRows(vae.Reconstruct(originals, vae.LabelsOf(data, indices, originals)), vae.Shape), columns, layout);
    }

    /// <summary>
    /// New pictures from the prior. Those of a conditional model show one class to a row, the next one in the next row and so on around; rows of
    /// all classes share their latent codes, so that a column keeps its style and changes its class.
    /// </summary>
    /// <param name="vae">The model.</param>
    /// <param name="rows">Rows of pictures.</param>
    /// <param name="columns">Pictures in a row.</param>
    /// <param name="seed">Key of the codes.</param>
    /// <param name="labels">The classes to show, in this order; all of the model's when left out. An unconditional model takes none.</param>
    /// <exception cref="ArgumentException">A label is none of the model's.</exception>
    public static Pixmap Samples(Vae vae, int rows = 10, int columns = 10, long seed = 1, IReadOnlyList<byte>? labels = null)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (labels is null or []) labels = [.. Enumerable.Range(0, vae.Classes).Select(label => (byte)label)];
        int shown = Math.Max(1, labels.Count), count = checked(rows * columns);
        float[] drawn = vae.DrawCodes(((rows + shown - 1) / shown) * columns, seed);
        var codes = new float[checked(count * vae.Latent)];
        var given = new byte[labels.Count > 0 ? count : 0];
        for (int i = 0; i < count; i++)
        {
            int row = i / columns, code = (row / shown * columns) + (i % columns);
            drawn.AsSpan(code * vae.Latent, vae.Latent).CopyTo(codes.AsSpan(i * vae.Latent));
            if (given.Length > 0) given[i] = labels[row % shown];
        }
        return new ContactSheet { Scale = Enlargement }.Grid(Pictures.FromRows(vae.Decode(codes, given), vae.Shape), columns);
    }

    /// <summary>
    /// Pictures over a plane of the latent space: <paramref name="first"/> grows to the right, <paramref name="second"/>
    /// upwards, all other dimensions are 0. A one-dimensional latent gives one row. All pictures of a conditional model are of one class.
    /// </summary>
    public static Pixmap Manifold(Vae vae, ManifoldGrid grid, int first = 0, int second = 1, int size = 20, byte label = 0)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)first, (uint)vae.Latent, nameof(first));
        if (vae.Latent > 1) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)second, (uint)vae.Latent, nameof(second));
        int rows = vae.Latent == 1 ? 1 : size;
        var z = new float[rows * size * vae.Latent];
        var labels = new byte[vae.Classes > 0 ? rows * size : 0];
        Array.Fill(labels, label);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < size; column++)
            {
                var code = z.AsSpan(((row * size) + column) * vae.Latent, vae.Latent);
                if (vae.Latent > 1) code[second] = Coordinate(grid, size - 1 - row, size);
                code[first] = Coordinate(grid, column, size);
            }
        }
        return new ContactSheet { Gap = 0 }.Grid(Pictures.FromRows(vae.Decode(z, labels), vae.Shape), size);
    }

    private static float Coordinate(ManifoldGrid grid, int index, int size)
    {
        double at = (double)index / (size - 1);
        return (float)(grid == ManifoldGrid.Linear ? -2 + (4 * at) : NormalQuantile.Of(0.05 + (0.9 * at)));
    }
}

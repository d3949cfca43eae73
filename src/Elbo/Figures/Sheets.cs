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
    /// <exception cref="ElboException">The data are empty or of another shape.</exception>
    public static Pixmap Reconstructions(Vae vae, Dataset data, int rows = 5, int columns = 10, PairLayout layout = PairLayout.Over)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(data);
        vae.RequireShape(data);
        if (data.Count == 0) throw new ElboException($"{data.Name} is empty; there is nothing to reconstruct.");
        var indices = new int[Math.Min(rows * columns, data.Count)];
        for (int i = 0; i < indices.Length; i++) indices[i] = i;
        float[] originals = vae.Shown(data, indices);
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
    /// upwards. A one-dimensional latent gives one row.
    /// </summary>
    /// <param name="vae">The model.</param>
    /// <param name="grid">Where the points lie along both axes.</param>
    /// <param name="first">The dimension to the right.</param>
    /// <param name="second">The dimension upwards; another one, but where there is only one.</param>
    /// <param name="size">Pictures along each side.</param>
    /// <param name="centre">The code that gives all other dimensions, <c>[latent]</c>; empty for 0, the middle of the prior.</param>
    /// <param name="label">The class of all pictures, if the model is conditional.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">A dimension is not the model's, both are the same, or the centre has another number of them.</exception>
    public static Pixmap Manifold(Vae vae, ManifoldGrid grid, int first = 0, int second = 1, int size = 20, float[]? centre = null, byte label = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)first, (uint)vae.Latent, nameof(first));
        if (vae.Latent > 1) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)second, (uint)vae.Latent, nameof(second));
        if (vae.Latent > 1) ArgumentOutOfRangeException.ThrowIfEqual(second, first, nameof(second));
        if (centre is { Length: > 0 } && centre.Length != vae.Latent)
            throw new ArgumentException($"A centre of {centre.Length} values is no code of this model's {vae.Latent} dimensions.", nameof(centre));
        int rows = vae.Latent == 1 ? 1 : size;
        var pictures = DecodedPictures.Of(vae, rows * size, (cell, code) =>
        {
            centre.CopyTo(code);
            if (vae.Latent > 1) code[second] = Coordinate(grid, size - 1 - (cell / size), size);
            code[first] = Coordinate(grid, cell % size, size);
        }, _ => label, cancellation);
        return new ContactSheet { Gap = 0 }.Grid(pictures, size);
    }

    private static float Coordinate(ManifoldGrid grid, int index, int size)
    {
        double at = (double)index / (size - 1);
        return (float)(grid == ManifoldGrid.Linear ? -2 + (4 * at) : NormalQuantile.Of(0.05 + (0.9 * at)));
    }
}

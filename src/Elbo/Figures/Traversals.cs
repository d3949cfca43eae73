using System.Globalization;
using Elbo.Evaluation;
using Elbo.Imaging;
using Elbo.Imaging.Charts;

namespace Elbo.Figures;

/// <summary>
/// What each latent dimension does: it goes from one end of the prior to the other, while all others stay where they are.
/// </summary>
/// <param name="Dimensions">The dimensions, one row each, in this order.</param>
/// <param name="Centre">The code that all traversals pass through or beside, <c>[latent]</c>: a picture's posterior mean, or zeros.</param>
/// <remarks>Higgins et al., "beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework", ICLR 2017, figure 4.</remarks>
public sealed record Traversals(IReadOnlyList<DimensionUsage> Dimensions, float[] Centre)
{
    /// <summary>Rows that are drawn unless told otherwise.</summary>
    public const int UsualMost = 10;

    private const int MostInOneLine = 5;

    /// <summary>Pictures in a row, ends included.</summary>
    public int Steps { get; init; } = 11;

    /// <summary>How far a dimension goes to either side of 0, in deviations of the prior, so that all rows and models are on one scale.</summary>
    public double Range { get; init; } = 3;

    /// <summary>The class of all pictures, if the model is conditional.</summary>
    public byte Label { get; init; }

    /// <summary>What the centre is, for the subtitle, such as <c>test picture 7</c>; empty for the middle of the prior.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The first <paramref name="most"/> of ranked dimensions; unless told how many, those in use, ten at most (were none in use, the first ten).</summary>
    public static IReadOnlyList<DimensionUsage> MostUsed(IReadOnlyList<DimensionUsage> ranked, int? most = null)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        if (most is { } wanted)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(wanted, 1, nameof(most));
            return [.. ranked.Take(wanted)];
        }
        DimensionUsage[] active = [.. ranked.Where(each => each.IsActive).Take(UsualMost)];
        return active.Length > 0 ? active : [.. ranked.Take(UsualMost)];
    }

    /// <summary>A row for each dimension, from −<see cref="Range"/> to +<see cref="Range"/>, named after it and its KL divergence.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">A setting is impossible or of another model.</exception>
    public LabelledSheet Sheet(Vae vae, CancellationToken cancellation = default)
    {
        Check(vae);
        var pictures = DecodedPictures.Of(vae, checked(Dimensions.Count * Steps),
            (cell, code) => Place(code, Dimensions[cell / Steps].Dimension, At((double)(cell % Steps) / (Steps - 1))), _ => Label, cancellation);
        return new LabelledSheet
        {
            Title = "Latent traversals",
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"{vae.Recipe.Name}, {(Origin.Length > 0 ? $"around {Origin}" : "the others at 0")}, highest KL divergence first"),
            Layout = new ContactSheet { Scale = Pictures.Enlargement(vae.Shape) },
            Pictures = pictures,
            Columns = Steps,
            RowLabels = [.. Dimensions.Select(each => string.Create(CultureInfo.InvariantCulture, $"latent {each.Dimension}"))],
            RowNotes = [.. Dimensions.Select(Note)],
            ColumnLabels = [.. Enumerable.Range(0, Steps).Select(step => Signed(At((double)step / (Steps - 1)), decimals: Range * 2 / (Steps - 1) < 0.1 ? 2 : 1))],
        };
    }

    /// <summary>A moving picture in which all dimensions go at once from −<see cref="Range"/> to +<see cref="Range"/> and back, a cell each.</summary>
    /// <inheritdoc cref="Sheet"/>
    public IReadOnlyList<Pixmap> Frames(Vae vae, CancellationToken cancellation = default)
    {
        Check(vae);
        int columns = Dimensions.Count <= MostInOneLine * MostInOneLine ? Math.Min(MostInOneLine, Dimensions.Count) : (int)Math.Ceiling(Math.Sqrt(Dimensions.Count));
        var layout = new ContactSheet { Scale = Pictures.Enlargement(vae.Shape) };
        var places = new Pixmap[Swing.Places];
        for (int i = 0; i < places.Length; i++)
        {
            double at = At(Swing.Place(i));
            places[i] = layout.Grid(DecodedPictures.Of(vae, Dimensions.Count, (cell, code) => Place(code, Dimensions[cell].Dimension, at), _ => Label, cancellation), columns);
        }
        return Swing.ThereAndBack(places);
    }

    private double At(double fraction) => Range * ((2 * fraction) - 1);

    private void Place(Span<float> code, int dimension, double value)
    {
        Centre.CopyTo(code);
        code[dimension] = (float)value;
    }

    private string Note(DimensionUsage each)
    {
        string kl = string.Create(CultureInfo.InvariantCulture, $"{each.Kl:F2} nats");
        return !each.IsActive ? kl + ", unused" : Origin.Length > 0 ? $"{kl}, at {Signed(Centre[each.Dimension], 1)}" : kl;
    }

    private static string Signed(double value, int decimals)
    {
        string size = Math.Abs(value).ToString("F" + decimals, CultureInfo.InvariantCulture);
        return double.Parse(size, CultureInfo.InvariantCulture) == 0 ? "0" : value < 0 ? "−" + size : size;
    }

    private void Check(Vae vae)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 2, nameof(Steps));
        if (!(Range is > 0 and <= 100)) throw new ArgumentException($"Traversals cannot reach to {Range} deviations; use more than 0 and at most 100.", nameof(vae));
        if (Centre.Length != vae.Latent) throw new ArgumentException($"A centre of {Centre.Length} values is no code of this model's {vae.Latent} dimensions.", nameof(vae));
        if (Dimensions.Count == 0) throw new ArgumentException("There is no dimension to traverse.", nameof(vae));
        foreach (var each in Dimensions) ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)each.Dimension, (uint)vae.Latent, nameof(Dimensions));
    }
}

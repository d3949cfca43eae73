using System.Globalization;
using Elbo.Data;
using Elbo.Imaging;
using Elbo.Imaging.Charts;
using Elbo.Latents;
using Elbo.Tensors;

namespace Elbo.Figures;

/// <summary>Pictures on the way from one picture to another, decoded from codes between their posterior means: along the arc and along the straight line.</summary>
/// <param name="Data">Pictures of the model's shape.</param>
/// <param name="Pairs">From which picture to which, by their index.</param>
/// <remarks>The ways are those of <see cref="LatentPath"/>.</remarks>
public sealed record Interpolations(Dataset Data, IReadOnlyList<(int From, int To)> Pairs)
{
    private const int MostInOneLine = 10, Tries = 100;

    /// <summary>Decoded pictures in a row, both reconstructions included.</summary>
    public int Steps { get; init; } = 9;

    /// <summary>Draws pairs of different pictures, of different labels where there are any; the same seed gives the same pairs.</summary>
    /// <param name="data">The pictures.</param>
    /// <param name="count">Pairs to draw.</param>
    /// <param name="seed">Key of the draws.</param>
    /// <exception cref="ElboException">There are fewer than two pictures.</exception>
    public static IReadOnlyList<(int From, int To)> DrawPairs(Dataset data, int count = 5, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (data.Count < 2) throw new ElboException($"{data.Name} holds {data.Count} pictures, of which there is no pair to interpolate between; give at least two.");
        var key = new Philox((ulong)seed, Streams.PicturePicks, 0);
        var pairs = new (int From, int To)[count];
        for (int i = 0; i < count; i++)
        {
            ulong draw = (ulong)i * (Tries + 1);
            int from = key.Below(draw, data.Count), to = from;
            // Where nearly all have one label, a pair of one label must do.
            for (int attempt = 1; attempt <= Tries && Alike(data, from, to); attempt++) to = key.Below(draw + (ulong)attempt, data.Count);
            pairs[i] = (from, to == from ? (from + 1) % data.Count : to);
        }
        return pairs;
    }

    /// <summary>Two rows for each pair, the arc above the straight line, with the originals at both ends.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">A setting is impossible.</exception>
    /// <exception cref="ElboException">The pictures are of another shape than the model's.</exception>
    public LabelledSheet Sheet(Vae vae, CancellationToken cancellation = default)
    {
        var (from, to) = (Encode(vae, pair => pair.From), Encode(vae, pair => pair.To));
        int columns = Steps + 2;
        var decoded = Decode(vae, from, to, Steps, step => (double)step / (Steps - 1), cancellation);
        Pixmap[] starts = Originals(vae, pair => pair.From), ends = Originals(vae, pair => pair.To);
        var cells = new Pixmap[2 * Pairs.Count * columns];
        for (int row = 0; row < 2 * Pairs.Count; row++)
        {
            (cells[row * columns], cells[((row + 1) * columns) - 1]) = (starts[row / 2], ends[row / 2]);
            decoded.AsSpan(row * Steps, Steps).CopyTo(cells.AsSpan((row * columns) + 1));
        }
        return new LabelledSheet
        {
            Title = "Interpolations",
            Subtitle = $"{vae.Recipe.Name}, {Data.Name}, between posterior means",
            Layout = Layout(vae),
            Pictures = cells,
            Columns = columns,
            PairedRows = true,
            RowLabels = [.. Enumerable.Range(0, 2 * Pairs.Count).Select(row => row % 2 == 0 ? "spherical" : "linear")],
            RowNotes = [.. Enumerable.Range(0, 2 * Pairs.Count).Select(row => Note(Pairs[row / 2], row % 2 == 1))],
            ColumnLabels = ["original", .. Enumerable.Range(0, Steps).Select(step => ((double)step / (Steps - 1)).ToString("0.##", CultureInfo.InvariantCulture)), "original"],
        };
    }

    /// <summary>A moving picture in which all pairs go at once from the first to the second and back, the arc above the straight line.</summary>
    /// <inheritdoc cref="Sheet"/>
    public IReadOnlyList<Pixmap> Frames(Vae vae, CancellationToken cancellation = default)
    {
        var (from, to) = (Encode(vae, pair => pair.From), Encode(vae, pair => pair.To));
        var places = new Pixmap[Swing.Places];
        for (int i = 0; i < places.Length; i++)
        {
            double at = Swing.Place(i);
            var cells = Decode(vae, from, to, 1, _ => at, cancellation);
            places[i] = Layout(vae).Pairs([.. cells.Where((_, row) => row % 2 == 0)], [.. cells.Where((_, row) => row % 2 == 1)], Math.Min(MostInOneLine, Pairs.Count));
        }
        return Swing.ThereAndBack(places);
    }

    // Below the first row of a pair which pictures they are, below the second which labels they have.
    private string Note((int From, int To) pair, bool second) =>
        !second ? string.Create(CultureInfo.InvariantCulture, $"{pair.From} → {pair.To}")
        : Data.Labels is { } labels ? $"{Data.LabelNames[labels[pair.From]]} → {Data.LabelNames[labels[pair.To]]}" : "";

    private static bool Alike(Dataset data, int a, int b) => a == b || (data.Labels is { } labels && labels[a] == labels[b]);

    // Rows of the arc and of the line in turn, pair after pair.
    private Pixmap[] Decode(Vae vae, End from, End to, int steps, Func<int, double> at, CancellationToken cancellation) =>
        DecodedPictures.Of(vae, checked(2 * Pairs.Count * steps), (cell, code) =>
        {
            int row = cell / steps;
            ReadOnlySpan<float> start = from.Codes.AsSpan(row / 2 * vae.Latent, vae.Latent), end = to.Codes.AsSpan(row / 2 * vae.Latent, vae.Latent);
            if (row % 2 == 0) LatentPath.Spherical(start, end, at(cell % steps), code);
            else LatentPath.Linear(start, end, at(cell % steps), code);
        }, cell => Label(at(cell % steps) < 0.5 ? from : to, cell / steps), cancellation);

    // A label cannot be walked: each half has that of the picture it is nearer to.
    private static byte Label(End nearer, int row) => nearer.Labels is [] ? (byte)0 : nearer.Labels[row / 2];

    private End Encode(Vae vae, Func<(int From, int To), int> end)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 2, nameof(Steps));
        if (Pairs.Count == 0) throw new ArgumentException("There is no pair to interpolate between.", nameof(vae));
        vae.RequireShape(Data);
        float[] pictures = Shown(vae, end);
        byte[] labels = vae.LabelsOf(Data, [.. Pairs.Select(end)], pictures);
        return new End(vae.Encode(pictures, labels).Mean, labels);
    }

    private Pixmap[] Originals(Vae vae, Func<(int From, int To), int> end) => Pictures.FromRows(Shown(vae, end), vae.Shape);

    private float[] Shown(Vae vae, Func<(int From, int To), int> end) => vae.Shown(Data, [.. Pairs.Select(end)]);

    private static ContactSheet Layout(Vae vae) => new() { Scale = Pictures.Enlargement(vae.Shape) };

    // Posterior means of the pictures at one end of all pairs, and the labels under which a conditional model saw them.
    private readonly record struct End(float[] Codes, byte[] Labels);
}

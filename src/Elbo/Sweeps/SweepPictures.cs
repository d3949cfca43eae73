using Elbo.Figures;
using Elbo.Imaging;
using Elbo.Imaging.Charts;

namespace Elbo.Sweeps;

/// <summary>The pictures that a sweep's models make, a row for each run: reconstructions of the same test pictures, and samples of the prior.</summary>
internal sealed class SweepPictures(SweepTable table)
{
    private const int Columns = 10, MostRows = 40, CellPixels = 56;

    private readonly List<PictureRow> reconstructions = [], samples = [];
    private float[] originals = [];
    private int left;

    /// <summary>Whether there is room for another run.</summary>
    public bool HasRoom => samples.Count < MostRows;

    /// <summary>Adds a run's rows. Originals come before the first run that has them.</summary>
    public void Add(SweepRow row, Vae vae, Data.Dataset test)
    {
        string name = RunLabels.Of(table.Keys, row.Values);
        if (test.Count > 0)
        {
            int[] first = [.. Enumerable.Range(0, Math.Min(Columns, test.Count))];
            float[] shown = vae.Shown(test, first);
            if (!shown.AsSpan().SequenceEqual(originals)) reconstructions.Add(new("originals", Strip(shown, vae)));
            originals = shown;
            reconstructions.Add(new(name, Strip(vae.Reconstruct(shown, vae.LabelsOf(test, first, shown)), vae)));
        }
        samples.Add(new(name, Strip(vae.Sample(Columns), vae)));
    }

    /// <summary>Notes a finished run that there was no room for.</summary>
    public void LeaveOut() => left++;

    public PictureRows? Reconstructions => Chart("Reconstructions", "the first test pictures, decoded from posterior means", reconstructions);

    public PictureRows? Samples => Chart("Samples", "decoded from the prior, the same draws for equal latent dimensions", samples);

    private PictureRows? Chart(string title, string subtitle, List<PictureRow> rows) => rows.Count == 0 ? null : new()
    {
        Title = title, Subtitle = left > 0 ? $"{subtitle}; {left} more runs are not shown" : subtitle, Rows = rows,
    };

    private static Pixmap Strip(float[] rows, Vae vae)
    {
        var pictures = Pictures.FromRows(rows, vae.Shape);
        return new ContactSheet { Gap = 1, Scale = Math.Max(1, (int)Math.Round((double)CellPixels / vae.Shape.Width)) }.Grid(pictures, pictures.Length);
    }
}

using Elbo.Data;
using Elbo.Imaging;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Figures;

/// <summary>
/// Every few epochs and after the last: the same 25 pictures reconstructed, the same 25 latent codes decoded, into a run's
/// <c>figures/epochs</c>, and all decoded ones so far as <c>figures/generations.gif</c>.
/// </summary>
public sealed class EpochPictures : ITrainingObserver
{
    private const int Side = 5, SmallestSide = 80;

    private readonly Dataset shown;
    private readonly int every;
    private readonly FigureTolerance tolerance;
    private readonly NumberedFigures reconstructions, generations;
    private readonly string originalsPath;
    private readonly GenerationsGif moving;
    private Pixmap? sheet;

    /// <summary>Will draw into a run; nothing is written before training begins.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">The first pictures to validate with are reconstructed; where there are none, those to test or to train with.</param>
    /// <param name="every">Epochs from one drawing to the next.</param>
    /// <param name="warn">Told in one sentence of pictures that cannot be drawn or written, which does not end training.</param>
    public EpochPictures(RunDirectory run, DataSplits data, int every, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        var from = data.Validation.Count > 0 ? data.Validation : data.Test.Count > 0 ? data.Test : data.Train;
        shown = from.Slice(0, Math.Min(Side * Side, from.Count), from.Name);
        string folder = run.FigurePath("epochs");
        (this.every, tolerance) = (every, new FigureTolerance(folder, warn));
        (reconstructions, generations) = (new(folder, "", 4, "-reconstructions.png"), new(folder, "", 4, "-generations.png"));
        (originalsPath, moving) = (Path.Combine(folder, "originals.png"), new(run.FigurePath("generations.gif")));
    }

    /// <inheritdoc/>
    public void Began(Vae vae, int epochs) => tolerance.Draw(() =>
    {
        bool later = reconstructions.Prepare(epochs) | generations.Prepare(epochs);
        if (later) moving.Save(generations.Known);
        if (!File.Exists(originalsPath)) FigureFile.Save(Sheet(vae, Originals(vae)), originalsPath);
    });

    /// <inheritdoc/>
    public void EpochEnded(Vae vae, EpochMetrics epoch, bool last)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(epoch);
        int number = epoch.Epoch;
        if (number % every != 0 && !last) return;
        tolerance.Draw(() =>
        {
            var codes = new float[Side * Side * vae.Latent];
            vae.Graph.Prior.Sample(new Philox((ulong)vae.Recipe.Seed, Streams.EpochPictures, 0), codes);
            float[] originals = Originals(vae);
            byte[] labels = vae.LabelsOf(shown, Numbers(), originals);
            float[] means = vae.Encode(originals, labels).Mean;
            if (!means.All(float.IsFinite)) throw new ElboException($"The latent codes of {shown.Name} are not finite after epoch {number}; lower training.learningRate or set training.clip.");
            reconstructions.Save(number, path => Png.Save(Sheet(vae, vae.Decode(means, labels)), path));
            generations.Save(number, path => Png.Save(Sheet(vae, vae.Decode(codes, EveryClass(vae))), path));
            var sheets = generations.Known;
            if (GenerationsGif.IsDue(sheets.Count, last)) moving.Save(sheets);
        });
    }

    private Pixmap Sheet(Vae vae, ReadOnlySpan<float> rows)
    {
        int scale = Math.Max(1, (SmallestSide + vae.Shape.Width - 1) / vae.Shape.Width);
        return sheet = new ContactSheet { Scale = scale }.Grid(Pictures.FromRows(rows, vae.Shape), Side, over: sheet);
    }

    private float[] Originals(Vae vae) => vae.Shown(shown, Numbers());

    private int[] Numbers() => [.. Enumerable.Range(0, shown.Count)];

    // One after another, and around again.
    private static byte[] EveryClass(Vae vae) => [.. Enumerable.Range(0, vae.Classes > 0 ? Side * Side : 0).Select(i => (byte)(i % vae.Classes))];
}

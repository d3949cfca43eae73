using Elbo.Data;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Figures;

/// <summary>
/// After the first step and every so many: the latent codes of the first batch of training pictures, coloured by mean red, green
/// and blue, into a run's <c>figures/scatter</c>.
/// </summary>
public sealed class StepScatters : ITrainingObserver
{
    private readonly Dataset shown;
    private readonly int every;
    private readonly FigureTolerance tolerance;
    private readonly NumberedFigures figures;

    /// <summary>Will draw into a run; nothing is written before training begins.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">As many of the first training pictures as a batch holds are drawn.</param>
    /// <param name="every">Steps from one drawing to the next.</param>
    /// <param name="warn">Told in one sentence of figures that cannot be drawn or written, which does not end training.</param>
    public StepScatters(RunDirectory run, DataSplits data, int every, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        shown = data.Train.Slice(0, Math.Min(run.Recipe.Training.Batch, data.Train.Count), data.Train.Name);
        string folder = run.FigurePath("scatter");
        (this.every, tolerance) = (every, new FigureTolerance(folder, warn));
        figures = new(folder, "step-", 6, ".svg");
    }

    /// <inheritdoc/>
    public void Began(Vae vae, int epochs)
    {
        ArgumentNullException.ThrowIfNull(vae);
        tolerance.Draw(() => figures.Prepare(vae.Step));
    }

    /// <inheritdoc/>
    public void StepEnded(Vae vae, in TrainingStepReport step)
    {
        ArgumentNullException.ThrowIfNull(vae);
        if (vae.Step == 1 || vae.Step % every == 0) tolerance.Draw(() => Draw(vae));
    }

    private void Draw(Vae vae)
    {
        float[] images = vae.Shown(shown, [.. Enumerable.Range(0, shown.Count)]);
        var chart = ColourScatter.Of(vae, vae.Encode(shown).Mean, images, vae.Step);
        figures.Save(vae.Step, chart.Save);
    }
}

using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Figures;

/// <summary>The figures that a recipe asks for while it is trained.</summary>
public static class TrainingFigures
{
    /// <summary>Observers for <see cref="Trainer.Observers"/> that draw into the run.</summary>
    /// <param name="run">The run; its recipe's <c>training.pictureEpochs</c> and <c>training.scatterSteps</c> say what is drawn and how often.</param>
    /// <param name="data">The data that it is trained on.</param>
    /// <param name="warn">Told in one sentence of figures that cannot be drawn or written, which does not end training.</param>
    public static IReadOnlyList<ITrainingObserver> Of(RunDirectory run, DataSplits data, Action<string>? warn = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        var (training, observers) = (run.Recipe.Training, new List<ITrainingObserver>());
        // A table has no pictures.
        if (data.Train is TableDataset) return observers;
        if (training.PictureEpochs is { } epochs) observers.Add(new EpochPictures(run, data, epochs, warn));
        if (training.ScatterSteps is { } steps && run.Recipe.Model.Latent == 2) observers.Add(new StepScatters(run, data, steps, warn));
        return observers;
    }
}

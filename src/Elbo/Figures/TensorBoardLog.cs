using System.Diagnostics;
using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Formats.TensorBoard;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Figures;

/// <summary>
/// Writes event files for TensorBoard while training goes on; <c>tensorboard --logdir FOLDER</c> shows them, live.
/// Every point's step is the number of training steps done.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item><c>train/…</c>, after the first step and every so many: <c>loss</c>, <c>reconstruction</c> and <c>kl</c> of that step in
/// nats per example, <c>weighted_kl</c> (what the KL divergence adds to the loss), <c>learning_rate</c>, <c>gradient_norm</c>, <c>images_per_second</c>.</item>
/// <item><c>epoch/…</c> and <c>validation/…</c>, after every epoch: the averages of <c>metrics.csv</c>.</item>
/// <item><c>kl/0</c>, <c>kl/1</c>, …, after every epoch: nats of the first 64 latent dimensions; <c>latent/kl</c> is a histogram over all of them,
/// <c>latent/mean</c> and <c>latent/deviation</c> are histograms of the posteriors, each over the first 500 examples to validate with.</item>
/// <item><c>weights/…</c> and <c>gradients/…</c>, after every epoch: a histogram of each parameter and of its gradient as the epoch's last step
/// left it, before clipping; <c>statistics/…</c> are the running ones of batch normalisation.</item>
/// <item><c>input/0</c> … <c>input/3</c> at the start and <c>output/0</c> … <c>output/3</c> after every epoch: four pictures and their reconstructions.</item>
/// <item><c>recipe</c>, a text, and the recipe's settings on the HPARAMS page.</item>
/// </list>
/// </remarks>
public sealed class TensorBoardLog : ITrainingObserver
{
    /// <summary>Steps between two points of <c>train/…</c> unless another number is given.</summary>
    public const int DefaultEvery = 50;

    private const int Encoded = 500, Drawn = 4, MostDimensions = 64;

    private readonly string folder;
    private readonly Dataset shown;
    private readonly int every;
    private readonly FigureTolerance tolerance;
    private EventFile? file;
    private long since, images;
    private bool hasGradients;

    /// <summary>Will write into a folder; nothing is written before the first step.</summary>
    /// <param name="folder">The folder, such as <see cref="FolderOf"/> gives; it need not exist.</param>
    /// <param name="data">The first examples to validate with are encoded and drawn; where there are none, those to test or to train with.</param>
    /// <param name="every">Steps from one point of <c>train/…</c> to the next.</param>
    /// <param name="warn">Told in one sentence of events that cannot be written, which does not end training.</param>
    public TensorBoardLog(string folder, DataSplits data, int every = DefaultEvery, Action<string>? warn = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        var from = data.Validation.Count > 0 ? data.Validation : data.Test.Count > 0 ? data.Test : data.Train;
        shown = from.Slice(0, Math.Min(Encoded, from.Count), from.Name);
        (this.folder, this.every, tolerance) = (folder, every, new FigureTolerance(folder, warn, "events for TensorBoard"));
    }

    /// <summary>Where a run's event files belong: its folder <c>tensorboard</c>.</summary>
    public static string FolderOf(RunDirectory run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Path.Combine(run.Path, "tensorboard");
    }

    /// <inheritdoc/>
    public void Began(Vae vae, int epochs)
    {
        ArgumentNullException.ThrowIfNull(vae);
        long step = vae.Step;
        file = new EventFile(folder, first => Opening(vae, step, first));
        hasGradients = false;
        Rest();
    }

    /// <inheritdoc/>
    public void StepEnded(Vae vae, in TrainingStepReport step)
    {
        ArgumentNullException.ThrowIfNull(vae);
        images += step.Examples;
        // A run that was stopped at the very end of an epoch closes it without a step, and so without gradients.
        hasGradients = true;
        if (step.Step == 1 || step.Step % every == 0) Log(vae, step);
    }

    /// <inheritdoc/>
    public void EpochEnded(Vae vae, EpochMetrics epoch, bool last)
    {
        ArgumentNullException.ThrowIfNull(vae);
        ArgumentNullException.ThrowIfNull(epoch);
        tolerance.Draw(() => Append(epoch.Step, summary =>
        {
            Add(summary, epoch);
            AddParameters(summary, vae.Store);
            AddPosteriors(summary, vae);
        }));
        Rest();
    }

    private void Log(Vae vae, TrainingStepReport step)
    {
        tolerance.Draw(() => Append(step.Step, summary => Add(summary, vae, step)));
        Rest();
    }

    private void Rest() => (since, images) = (Stopwatch.GetTimestamp(), 0);

    private void Append(long step, Action<SummaryMessage> fill)
    {
        var summary = new SummaryMessage();
        fill(summary);
        file?.Append(EventMessage.Of(DateTimeOffset.UtcNow, step, summary));
    }

    /// <summary>What a file begins with. A run from its beginning says again what it is; one that goes on need not.</summary>
    private IEnumerable<byte[]> Opening(Vae vae, long step, bool first)
    {
        var now = DateTimeOffset.UtcNow;
        yield return EventMessage.Version(now);
        yield return EventMessage.Start(now, step == 0 ? 0 : step + 1);
        if (step > 0 && !first) yield break;
        var summary = new SummaryMessage();
        summary.Text("recipe", $"```json\n{vae.Recipe.ToJson()}\n```");
        HyperParameters.Write(summary, vae.Recipe, now);
        if (CanDraw(vae)) AddPictures(summary, "input", vae, Originals(vae));
        yield return EventMessage.Of(now, step, summary);
    }

    private void Add(SummaryMessage summary, Vae vae, in TrainingStepReport step)
    {
        double values = vae.Recipe.Objective.Reduction == Reduction.Mean ? vae.Shape.Features : 1;
        summary.Scalar("train/loss", step.Loss);
        summary.Scalar("train/reconstruction", step.Reconstruction);
        summary.Scalar("train/kl", step.Kl);
        summary.Scalar("train/weighted_kl", step.Loss - (step.Reconstruction / values));
        summary.Scalar("train/learning_rate", step.LearningRate);
        summary.Scalar("train/gradient_norm", step.GradientNorm);
        summary.Scalar("train/images_per_second", images / Math.Max(1e-9, Stopwatch.GetElapsedTime(since).TotalSeconds));
    }

    private static void Add(SummaryMessage summary, EpochMetrics epoch)
    {
        summary.Scalar("epoch/loss", epoch.Loss);
        summary.Scalar("epoch/reconstruction", epoch.Reconstruction);
        summary.Scalar("epoch/kl", epoch.Kl);
        summary.Scalar("epoch/learning_rate", epoch.LearningRate);
        summary.Scalar("epoch/gradient_norm", epoch.GradientNorm);
        summary.Scalar("epoch/images_per_second", epoch.ImagesPerSecond);
        summary.Scalar("epoch/seconds", epoch.Seconds);
        summary.Scalar("epoch/skipped_steps", epoch.SkippedSteps);
        if (epoch.ValidationLoss is { } loss) summary.Scalar("validation/loss", loss);
        if (epoch.ValidationReconstruction is { } reconstruction) summary.Scalar("validation/reconstruction", reconstruction);
        if (epoch.ValidationKl is { } kl) summary.Scalar("validation/kl", kl);
    }

    private void AddParameters(SummaryMessage summary, ParameterStore store)
    {
        foreach (var parameter in store.Parameters)
        {
            summary.Histogram($"{(parameter.Trained ? "weights" : "statistics")}/{parameter.Name}", store.Weights(parameter));
            if (parameter.Trained && hasGradients) summary.Histogram($"gradients/{parameter.Name}", store.Gradients(parameter));
        }
    }

    private void AddPosteriors(SummaryMessage summary, Vae vae)
    {
        var codes = vae.Encode(shown);
        double[] kl = LatentUsage.KlPerDimension(codes, vae.Latent);
        for (int d = 0; d < Math.Min(MostDimensions, kl.Length); d++) summary.Scalar($"kl/{d}", kl[d]);
        summary.Histogram("latent/kl", Array.ConvertAll(kl, value => (float)value));
        summary.Histogram("latent/mean", codes.Mean);
        summary.Histogram("latent/deviation", codes.Deviation);
        // A code that is not finite has no picture.
        foreach (float value in codes.Mean.AsSpan(0, Math.Min(Drawn, shown.Count) * vae.Latent))
        {
            if (!float.IsFinite(value)) return;
        }
        if (!CanDraw(vae)) return;
        float[] originals = Originals(vae);
        AddPictures(summary, "output", vae, vae.Reconstruct(originals, vae.LabelsOf(shown, Numbers(), originals)));
    }

    private float[] Originals(Vae vae) => vae.Shown(shown, Numbers());

    private int[] Numbers() => [.. Enumerable.Range(0, Math.Min(Drawn, shown.Count))];

    private static bool CanDraw(Vae vae) => vae.Schema is null && vae.Shape.Channels is (1 or 3);

    private static void AddPictures(SummaryMessage summary, string group, Vae vae, ReadOnlySpan<float> rows)
    {
        var pictures = Pictures.FromRows(rows, vae.Shape);
        for (int i = 0; i < pictures.Length; i++) summary.Picture($"{group}/{i}", pictures[i]);
    }
}

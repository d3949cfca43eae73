using Elbo.Conditions;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Evaluation;
using Elbo.Likelihoods;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;

namespace Elbo.Training;

/// <summary>
/// Trains a recipe on data. The same recipe and data give the same weights bit for bit, on any number of threads,
/// straight through or resumed. With a run directory it logs metrics and keeps checkpoints.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly DataSplits data;
    private readonly RunDirectory? run;
    private readonly TrainingStep step;
    private readonly TrainingState state;
    private readonly int[] order;
    private readonly RunRecord? record;
    private EarlierWeights? best;
    private BestFile bestFile;
    private RunLock? taken;
    private bool begun;

    /// <summary>Prepares a new run: draws the weights and, given a run directory, will write to it.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="run">A new run directory, or null to keep everything in memory.</param>
    /// <param name="threads">Threads to use; 0 takes one for each core.</param>
    /// <exception cref="ElboException">The recipe cannot be trained on this data.</exception>
    public Trainer(Recipe recipe, DataSplits data, RunDirectory? run = null, int threads = 0)
        : this(Create(recipe, data, run, threads), data, run, new TrainingState())
    {
        Vae.Graph.Initialise(Vae.Store, (ulong)recipe.Seed);
    }

    private Trainer(Vae vae, DataSplits data, RunDirectory? run, TrainingState state)
    {
        (Vae, this.data, this.run, this.state) = (vae, data, run, state);
        try
        {
            vae.RequireShape(data.Train);
            vae.RequireLabels(data.Train);
            Check(vae.Recipe, data);
        }
        catch
        {
            vae.Dispose();
            throw;
        }
        state.DataCount = data.Train.Count;
        // Once, for it reads all data; a run without a directory keeps no checkpoints to tell it in.
        if (run is not null) state.DataDigest ??= data.Train.Digest(labelled: vae.Classes > 0);
        step = new TrainingStep(vae, data.Train);
        order = new int[data.Train.Count];
        record = run is null ? null : new RunRecord(run, vae, state);
    }

    /// <summary>Continues a run from its newest checkpoint exactly as if it had not been interrupted.</summary>
    /// <param name="run">The run.</param>
    /// <param name="data">The same data as before.</param>
    /// <param name="threads">Threads to use; 0 takes one for each core.</param>
    /// <exception cref="ElboException">The run has no readable checkpoint, or was trained on other data.</exception>
    public static Trainer Resume(RunDirectory run, DataSplits data, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(data);
        // From here on, so that no other process trains on between reading and continuing.
        var taken = run.Lock();
        try
        {
            if (ResumePoint.Find(run, threads) is { } point)
            {
                point.RequireSame(run, data);
                var trainer = new Trainer(point.Vae, data, run, point.State) { best = point.Best.Weights, bestFile = point.Best.File, Notice = point.Notice };
                return trainer.Recovered(taken);
            }
            Check(run.Recipe, data);
            string? aside = NewBeginning.Prepare(run, TrainingLength.Of(run.Recipe.Training, data.Train.Count));
            return new Trainer(run.Recipe, data, run, threads) { taken = taken, Notice = aside };
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>What a user should know about how this run was resumed, such as a damaged checkpoint passed over; or null.</summary>
    public string? Notice { get; private set; }

    /// <summary>Told, in one sentence, of what cannot be written and does not end training; null for nobody. To be set before <see cref="Run"/>.</summary>
    public Action<string>? Warn { get; set; }

    /// <summary>Who looks on, in this order; to be set before <see cref="Run"/>.</summary>
    public IReadOnlyList<ITrainingObserver> Observers { get; set; } = [];

    /// <summary>Least time between two reports within an epoch.</summary>
    internal TimeSpan ReportEvery { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>What durations are measured with; only its timestamps, which no change of the wall clock moves.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The model being trained.</summary>
    public Vae Vae { get; }

    private Recipe Recipe => Vae.Recipe;

    /// <summary>How long the last save waits before each further try; null as the record does.</summary>
    internal IReadOnlyList<TimeSpan>? SavePauses { get; set; }

    private TrainingLength Length => TrainingLength.Of(Recipe.Training, data.Train.Count);

    private int StepsPerEpoch => Length.StepsPerEpoch;

    private int TotalEpochs => Length.Epochs;

    private long TotalSteps => Length.Steps;

    /// <summary>Trains to the recipe's end, or until the validation loss stops improving where patience is set.</summary>
    /// <param name="progress">Told where training stands.</param>
    /// <param name="cancellation">Stops after the current step, once a checkpoint is saved.</param>
    /// <exception cref="OperationCanceledException">Training was cancelled; it can be resumed.</exception>
    /// <exception cref="ElboException">Too many steps in a row had a loss or gradient that was not finite, or a file could not be written.</exception>
    public TrainingResult Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            Take();
            Prepare();
            foreach (var observer in Observers) observer.Began(Vae, state.ClosedEpochs);
            var clock = new TrainingPace(Clock);
            while (state.ClosedEpochs < TotalEpochs && !state.StoppedEarly)
            {
                try
                {
                    Epoch(progress, clock, cancellation);
                }
                catch (OperationCanceledException)
                {
                    record?.Save();
                    throw;
                }
            }
            record?.Settle();
            TakeBest();
            return new TrainingResult(state.Step, state.ClosedEpochs, state.StoppedEarly, state.Skipped, clock.Elapsed);
        }
        finally
        {
            taken?.Dispose();
            taken = null;
        }
    }

    private void TakeBest()
    {
        using var alone = Vae.Enter();
        if (best is not null)
        {
            best.Values.CopyTo(Vae.Store.All(ParameterBlock.Weights));
            Vae.Calibration = null;
        }
        Vae.Step = best?.Step ?? state.Step;
    }

    /// <summary>Holds the run from here on, unless it is held since it was resumed.</summary>
    private void Take()
    {
        if (taken is null && run is not null)
        {
            taken = run.Lock();
            // Another process may have trained here since this trainer was made.
            if (!begun) Fresh(run, Recipe);
        }
        begun = true;
    }

    /// <summary>Makes the run directory one that stands where training does.</summary>
    private void Prepare()
    {
        if (run is null || record is null) return;
        (record.Warn, record.Pauses) = (Warn, SavePauses ?? record.Pauses);
        run.Checkpoints.SetAside(state.Step);
        run.Metrics.Truncate(state.Step, state.ClosedEpochs);
        if (bestFile == BestFile.Whole) return;
        if (bestFile == BestFile.Lost) run.Checkpoints.SetBestAside();
        record.Owe(best);
        bestFile = BestFile.Whole;
    }

    private void Epoch(IProgress<TrainingProgress>? progress, TrainingPace clock, CancellationToken cancellation)
    {
        int epoch = state.ClosedEpochs;
        long start = state.Step, opening = (long)epoch * StepsPerEpoch, last = Math.Min(TotalSteps, opening + StepsPerEpoch);
        Shuffle(epoch);
        if (start == opening) state.BeginEpoch();
        var began = clock.Elapsed;
        var reported = began;
        while (state.Step < last)
        {
            cancellation.ThrowIfCancellationRequested();
            clock.BeginStep();
            var done = Step((int)(state.Step - opening));
            foreach (var observer in Observers) observer.StepEnded(Vae, done);
            clock.EndStep();
            if (progress is null || clock.Elapsed - reported < ReportEvery || state.Step == last) continue;
            reported = clock.Elapsed;
            progress.Report(Report(epoch, start, reported - began, clock, null, ended: false));
        }
        var trained = clock.Elapsed - began;
        (ElboEstimate Estimate, double Loss)? validation = data.Validation.Count == 0 ? null
            : DataBound.Of(Vae, data.Validation, new Philox((ulong)Recipe.Seed, Streams.Validation, 0), cancellation);
        state.ClosedEpochs++;
        bool improved = NoteValidation(validation?.Loss);
        var report = Report(epoch, start, trained, clock, validation, ended: true);
        var row = Row(report, clock.Elapsed - began);
        record?.Log(row, improved ? best : null);
        bool over = state.StoppedEarly || state.ClosedEpochs == TotalEpochs;
        foreach (var observer in Observers) observer.EpochEnded(Vae, row, over);
        if (over) record?.Save();
        else record?.EndEpoch(due: (epoch + 1) % Recipe.Training.CheckpointEpochs == 0);
        progress?.Report(report);
    }

    private TrainingStepReport Step(int batchIndex)
    {
        int start = batchIndex * Recipe.Training.Batch, count = Math.Min(Recipe.Training.Batch, order.Length - start);
        var result = step.Run(order.AsSpan(start, count), state.Step, state.Updates);
        state.Step++;
        Vae.Step = state.Step;
        var report = new TrainingStepReport
        {
            Step = state.Step, Examples = count, Loss = result.Loss / count, Reconstruction = result.Reconstruction / count, Kl = result.Kl / count,
            GradientNorm = result.GradientNorm, LearningRate = step.LearningRate(state.Step - 1), Broken = result.Broken,
        };
        if (result.Broken is null)
        {
            state.Updates++;
            state.SkippedInRow = 0;
            state.LossSum += result.Loss;
            state.ReconstructionSum += result.Reconstruction;
            state.KlSum += result.Kl;
            state.NormSum += result.GradientNorm;
            state.Examples += count;
            state.GoodSteps++;
            return report;
        }
        state.Skipped++;
        if (++state.SkippedInRow <= Recipe.Training.MaximumSkippedSteps) return report;
        throw Diverged(result.Broken);
    }

    /// <summary>Ends training with a checkpoint, and where that fails too with both troubles in one sentence.</summary>
    private ElboException Diverged(string broken)
    {
        string why = $"Training stopped at step {state.Step}: {broken} was not finite in {state.SkippedInRow} steps in a row; lower training.learningRate or set training.clip";
        if (record is null) return new($"{why} (there is no run directory to keep a checkpoint in).");
        return record.TrySave() is { } unsaved
            ? new($"{why}; nor could the run be saved ({record.Kept}): {unsaved.Message}", unsaved)
            : new($"{why} (the last good checkpoint is {record.Newest}).");
    }

    private void Shuffle(int epoch)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
        new Philox((ulong)Recipe.Seed, Streams.Shuffle, (uint)epoch).Shuffle(order);
    }

    /// <summary>Whether these weights are the best so far and the recipe asks for those.</summary>
    private bool NoteValidation(double? validation)
    {
        if (validation is not { } loss) return false;
        if (loss < state.BestLoss)
        {
            (state.BestLoss, state.BestStep, state.EpochsSinceBest) = (loss, state.Step, 0);
            if (Recipe.Training.Select != Selection.Best) return false;
            var weights = Vae.Store.All(ParameterBlock.Weights);
            // Always the same memory: a large model's weights are too much to leave to the collector every epoch.
            float[] kept = best?.Values ?? new float[weights.Length];
            weights.CopyTo(kept);
            best = new(kept, state.Step);
            return true;
        }
        state.EpochsSinceBest++;
        state.StoppedEarly = Recipe.Training.Patience is { } patience && state.EpochsSinceBest >= patience && state.ClosedEpochs < TotalEpochs;
        return false;
    }

    private TrainingProgress Report(
        int epoch, long epochStart, TimeSpan epochTime, TrainingPace clock, (ElboEstimate Estimate, double Loss)? validation, bool ended)
    {
        // Where every step was skipped there are no averages: NaN, not 0.
        double examples = state.Examples;
        double images = (double)(state.Step - epochStart) / StepsPerEpoch * data.Train.Count;
        return new TrainingProgress(
            epoch + 1, TotalEpochs, state.Step, TotalSteps,
            state.LossSum / examples, state.ReconstructionSum / examples, state.KlSum / examples,
            images / Math.Max(1e-9, epochTime.TotalSeconds), clock.Remaining(TotalSteps - state.Step),
            ended, validation?.Estimate, validation?.Loss, state.Skipped)
        {
            Noun = data.Train.Noun,
        };
    }

    private EpochMetrics Row(TrainingProgress report, TimeSpan elapsed) => new()
    {
        Epoch = report.Epoch, Step = report.Step, Loss = report.Loss, Reconstruction = report.Reconstruction, Kl = report.Kl,
        ValidationLoss = report.ValidationLoss,
        ValidationReconstruction = report.Validation?.Reconstruction, ValidationKl = report.Validation?.Kl,
        LearningRate = step.LearningRate(report.Step - 1), GradientNorm = state.NormSum / state.GoodSteps,
        ImagesPerSecond = report.ImagesPerSecond, Seconds = elapsed.TotalSeconds, SkippedSteps = report.SkippedSteps,
    };

    /// <summary>Takes the damaged rows out of the metrics, says what is missing, and holds the run from here on.</summary>
    private Trainer Recovered(RunLock held)
    {
        try
        {
            string? rows = MetricsRecovery.Run(run!.Metrics, state.ClosedEpochs, Length.StepAfter);
            Notice = ResumePoint.Joined(Notice, rows);
        }
        catch
        {
            Dispose();
            throw;
        }
        taken = held;
        return this;
    }

    /// <summary>Refuses to begin in a directory that holds another recipe's run, or one that has begun.</summary>
    private static void Fresh(RunDirectory? run, Recipe recipe)
    {
        if (run is null) return;
        if (!run.Recipe.Equals(recipe)) throw new ElboException($"{run.Path} was created for another recipe; create a run directory for this one.");
        if (run.Checkpoints.List().Count > 0 || run.Metrics.Read().Count > 0)
            throw new ElboException($"{run.Path} holds a run that has begun; continue it with Trainer.Resume, or create another.");
    }

    private static Vae Create(Recipe recipe, DataSplits data, RunDirectory? run, int threads)
    {
        Fresh(run, recipe);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        recipe.Validate();
        var classes = ClassLabels.Of(recipe, data.Train);
        ModelSize.Check(recipe, data.Train.Shape, classes.Count);
        return new Vae(recipe, data.Train.Shape, Preprocessing.For(recipe.Data.Range, data.Train), threads, training: true, classes, (data.Train as TableDataset)?.Schema);
    }

    /// <summary>Whether the recipe can be trained on this data at all.</summary>
    /// <exception cref="ElboException">It cannot; the message says why.</exception>
    public static void Check(Recipe recipe, DataSplits data)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Train.Count == 0) throw new ElboException($"{data.Train.Name} has no examples; give some to train on.");
        foreach (var part in new[] { data.Validation, data.Test })
        {
            if (part.Count > 0 && part.Shape != data.Train.Shape)
                throw new ElboException($"{part.Name} has examples of {part.Shape}, but {data.Train.Name} of {data.Train.Shape}; give data of one shape.");
            BernoulliRange.Require(recipe.Model.Likelihood, part, data.Train.Range);
        }
        if (recipe.Training.Batch > data.Train.Count)
            throw new ElboException($"training.batch is {recipe.Training.Batch} but {data.Train.Name} has only {data.Train.Count} examples; choose a smaller batch.");
        if (recipe.Model.Likelihood == LikelihoodKind.Bernoulli && data.Train is TableDataset { Schema.Numeric: > 0 })
            throw new ElboException($"model.likelihood bernoulli needs values of 0 and 1, but {data.Train.Name} has numeric columns; set model.likelihood=mixed, or train the recipe tabular.");
        var classes = ClassLabels.Of(recipe, data.Train);
        foreach (var part in new[] { data.Validation, data.Test })
        {
            if (part.Count > 0) ClassLabels.Require(classes, part);
        }
        ModelSize.Check(recipe, data.Train.Shape, classes.Count);
        bool judges = recipe.Training.Patience is not null || recipe.Training.Select == Selection.Best;
        if (judges && data.Validation.Count == 0)
            throw new ElboException("training.patience and training.select=best need validation data, but there are none; set data.validation.");
    }

    /// <summary>Ends the trainer and its model.</summary>
    public void Dispose()
    {
        step?.Dispose();
        taken?.Dispose();
        Vae.Dispose();
    }
}

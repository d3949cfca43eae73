using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Optimisers;

namespace Elbo.Training;

/// <summary>One step of training: gather a batch, forward, backward, clip, update. Nothing is allocated in a steady state.</summary>
internal sealed class TrainingStep(Vae vae, Dataset data) : IDisposable
{
    private readonly Tape tape = new(vae.Pool, vae.Store);
    private readonly TrainingOptions options = vae.Recipe.Training;
    private readonly GradientNorm norm = new();
    private readonly Adam adam = new(vae.Recipe.Training.Adam.Beta1, vae.Recipe.Training.Adam.Beta2, vae.Recipe.Training.Adam.Epsilon);
    private readonly ExponentialDecay decay = new(vae.Recipe.Training.Decay.Rate, vae.Recipe.Training.Decay.Steps, vae.Recipe.Training.Decay.Staircase);

    private readonly byte[] all = vae.RequireLabels(data), labels = new byte[vae.Classes > 0 ? vae.Recipe.Training.Batch : 0];

    /// <summary>The learning rate of a step, from 0.</summary>
    public double LearningRate(long step) => decay.At(options.LearningRate, step);

    /// <summary>Runs a step on these examples. A step whose loss or gradient is not finite changes no weight.</summary>
    /// <param name="indices">The batch.</param>
    /// <param name="step">Number of the step, from 0: the key of its random numbers.</param>
    /// <param name="updates">Updates made so far, which Adam's corrections count.</param>
    public StepResult Run(ReadOnlySpan<int> indices, long step, long updates)
    {
        using var entered = vae.Enter();
        tape.Begin(indices.Length, training: true, new Philox((ulong)vae.Recipe.Seed, Streams.Training, (uint)step));
        var x = tape.Input(vae.Shape);
        data.Gather(indices, vae.Preprocessing.Scale, vae.Preprocessing.Shift, tape.Values(x));
        var terms = vae.Graph.Elbo(tape, x, Labels(indices), step);
        double reconstruction = Vae.Sum(tape, terms.Reconstruction), divergence = Vae.Sum(tape, terms.Divergence);
        double loss = Vae.Sum(tape, terms.Loss);
        if (!double.IsFinite(loss))
            return new(loss, reconstruction, divergence, double.NaN, double.IsFinite(reconstruction) ? "the KL divergence" : "the reconstruction loss");
        tape.Backward(terms.Loss, 1f / indices.Length);
        double length = norm.Compute(vae.Store, vae.Pool);
        if (!double.IsFinite(length))
            return new(loss, reconstruction, divergence, length, $"the gradient of {GradientNorm.Broken(vae.Store)?.Name ?? "all parameters together"}");
        double scale = options.Clip is { } limit && length > limit ? limit / length : 1;
        if (scale * length > Adam.LargestGradient)
            return new(loss, reconstruction, divergence, length, "the square of the gradient");
        vae.Calibration = null; // It was that of the weights before.
        adam.Update(vae.Store, vae.Pool, updates + 1, LearningRate(step), scale);
        RunningStatistics.Update(vae.Store);
        return new(loss, reconstruction, divergence, length, null);
    }

    private ReadOnlySpan<byte> Labels(ReadOnlySpan<int> indices)
    {
        if (labels.Length == 0) return [];
        for (int i = 0; i < indices.Length; i++) labels[i] = all[indices[i]];
        return labels.AsSpan(0, indices.Length);
    }

    public void Dispose() => tape.Dispose();
}

/// <summary>What a step gave: sums over its examples in nats, the gradient's norm, and what was not finite, if anything.</summary>
internal readonly record struct StepResult(double Loss, double Reconstruction, double Kl, double GradientNorm, string? Broken);

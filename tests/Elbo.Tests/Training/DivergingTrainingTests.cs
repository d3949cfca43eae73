using Elbo.Data;
using Elbo.Diagnosis;
using Elbo.Evaluation;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;
using Xunit.Abstractions;

namespace Elbo.Tests.Training;

/// <summary>Settings and data that drive training to the ends of what floats hold.</summary>
public sealed class DivergingTrainingTests(ITestOutputHelper output)
{
    private const int Enough = 40;

    [Theory]
    [MemberData(nameof(SameBitsTests.Recipes), MemberType = typeof(SameBitsTests))]
    public void A_learning_rate_of_10_ends_in_a_finite_model_or_a_sentence_and_the_doctor_finds_it(string recipe)
    {
        using var folder = new TemporaryFolder();
        string[] narrow = DigitRun.IsConvolutional(recipe) ? [] : ["model.encoder.*.units=64", "model.decoder.*.units=64"];
        var data = DigitRun.DataOf(recipe);
        var run = RunDirectory.Create(folder["run"], DigitRun.Recipe(recipe, Enough, ["training.learningRate=10", "training.select=last", .. narrow]));
        using var trainer = new Trainer(run.Recipe, data, run, threads: 2);
        var steps = new Watching();
        trainer.Observers = [steps];
        string? said = null;
        try
        {
            trainer.Run();
        }
        catch (ElboException stopped)
        {
            said = stopped.Message;
            Assert.Matches(@"^Training stopped at step \d+: .+ was not finite in 11 steps in a row; lower training.learningRate or set training.clip \(the last good checkpoint is .+\)\.$", said);
        }
        output.WriteLine($"{recipe}: {steps.Seen.Count(step => step.Broken is not null)} of {steps.Seen.Count} steps skipped, last loss {steps.Seen[^1].Loss:g3}; {said ?? "trained to its end"}");
        // A step that says nothing is broken had figures that are numbers.
        Assert.All(steps.Seen, step => Assert.True(step.Broken is not null || (double.IsFinite(step.Loss) && step.Kl >= 0 && double.IsFinite(step.GradientNorm)), $"{step}"));
        foreach (var (_, path) in run.Checkpoints.List().Select(c => (c.Step, c.Path)))
        {
            using var vae = Vae.Load(path);
            Assert.All(vae.Store.All(ParameterBlock.Weights).ToArray(), w => Assert.True(float.IsFinite(w)));
        }
        Assert.NotEmpty(run.Checkpoints.List());
        var findings = Doctor.Examine(run, data, trainer.Vae);
        Assert.Contains(findings, f => f.Severity > Severity.Note);
        Assert.All(findings, f => Assert.DoesNotContain("NaN", f.What + f.Evidence, StringComparison.Ordinal));
    }

    [Fact]
    public void An_epoch_whose_steps_were_all_skipped_once_had_a_loss_of_0()
    {
        using var folder = new TemporaryFolder();
        var data = DigitRun.Data;
        var run = RunDirectory.Create(folder["run"], DigitRun.Recipe("mlp-latent", 16, "training.maximumSkippedSteps=100", "model.initialiserScale=1000", "training.learningRate=1e6"));
        using var trainer = new Trainer(run.Recipe, data, run);
        foreach (var p in trainer.Vae.Store.Parameters) trainer.Vae.Store.Weights(p).Fill(3e38f);
        var result = trainer.Run();
        Assert.Equal(result.Steps, result.SkippedSteps);
        Assert.All(run.Metrics.Read(), row => Assert.True(double.IsNaN(row.Loss) && double.IsNaN(row.Kl) && double.IsNaN(row.GradientNorm) && row.SkippedSteps == row.Step));
    }

    [Fact]
    public void A_gradient_that_clipping_brings_down_is_used_and_one_whose_square_no_float_holds_is_not()
    {
        var data = DigitRun.Data.Train;
        foreach (bool clipped in new[] { true, false })
        {
            var recipe = DigitRun.Recipe("simple-vae", 4, "model.encoder=[]", "model.decoder=[]", clipped ? "training.clip=1" : "training.clip=null");
            using var vae = new Vae(recipe, data.Shape, Preprocessing.For(recipe.Data.Range, data), 2, training: true);
            foreach (var p in vae.Store.Parameters) vae.Store.Weights(p).Clear();
            // Reconstructions of 1e16: losses of 1e35, and gradients above 1e19 behind weights of 1e4.
            var (weight, bias) = (vae.Store.Parameters.Single(p => p.Name == "decoder.0.weight"), vae.Store.Parameters.Single(p => p.Name == "decoder.0.bias"));
            vae.Store.Weights(bias).Fill(1e16f);
            vae.Store.Weights(weight).Fill(1e4f);
            float[] before = vae.Store.All(ParameterBlock.Weights).ToArray();
            using var step = new TrainingStep(vae, data);
            var result = step.Run([.. Enumerable.Range(0, 33)], 0, 0);
            Assert.True(double.IsFinite(result.Loss) && result.GradientNorm is > 1e19 and < 1e30, $"{result}");
            Assert.Equal(clipped ? null : "the square of the gradient", result.Broken);
            Assert.Equal(clipped, !before.AsSpan().SequenceEqual(vae.Store.All(ParameterBlock.Weights)));
            Assert.All(vae.Store.All(ParameterBlock.SecondMoments).ToArray(), s => Assert.True(float.IsFinite(s)));
        }
    }

    [Fact]
    public void A_beta_of_0_trains_on_where_the_divergence_is_infinite()
    {
        var data = DigitRun.Data.Train;
        var recipe = DigitRun.Recipe("simple-vae", 4, "objective.beta=0", "training.clip=1", "model.encoder=[]", "model.decoder=[]");
        using var vae = new Vae(recipe, data.Shape, Preprocessing.For(recipe.Data.Range, data), 2, training: true);
        foreach (var p in vae.Store.Parameters) vae.Store.Weights(p).Clear();
        // Means of 1e20, whose squares no float holds, which the decoder leaves out and clipping brings down.
        var bias = vae.Store.Parameters.Single(p => p.Name == "encoder.0.bias");
        vae.Store.Weights(bias)[..vae.Latent].Fill(1e20f);
        using var step = new TrainingStep(vae, data);
        var result = step.Run([.. Enumerable.Range(0, 33)], 0, 0);
        Assert.Null(result.Broken);
        Assert.True(double.IsFinite(result.Loss) && double.IsPositiveInfinity(result.Kl));
        Assert.All(vae.Store.All(ParameterBlock.Weights).ToArray(), w => Assert.True(float.IsFinite(w)));
    }

    [Fact]
    public void A_log_variance_of_minus_ten_thousand_once_stopped_training()
    {
        var data = DigitRun.Data;
        var recipe = DigitRun.Recipe("simple-vae", 4, "model.deviation=exp", "model.deviationFloor=0", "model.encoder=[]", "model.decoder=[]");
        using var vae = new Vae(recipe, data.Train.Shape, Preprocessing.For(recipe.Data.Range, data.Train), 2, training: true);
        foreach (var p in vae.Store.Parameters) vae.Store.Weights(p).Clear();
        var bias = vae.Store.Parameters.Single(p => p.Name == "encoder.0.bias");
        vae.Store.Weights(bias)[vae.Latent..].Fill(-1e4f);
        using (var step = new TrainingStep(vae, data.Train))
        {
            var result = step.Run([.. Enumerable.Range(0, 33)], 0, 0);
            Assert.Null(result.Broken);
            Assert.Equal(4999.5 * vae.Latent * 33, result.Kl, 1);
        }
        // The step has widened the posterior, as far as Adam goes.
        Assert.All(vae.Store.Weights(bias)[vae.Latent..].ToArray(), b => Assert.True(b > -1e4f));
        var pass = PosteriorPass.Over(vae, data.Test, 1, null, default);
        Assert.All(pass.KlPerDimension, kl => Assert.InRange(kl, 4990, 4999.5));
        var bound = ImportanceWeightedBound.Of(vae, data.Test, 5, 7);
        Assert.True(double.IsFinite(bound.Nats) && bound.Nats >= bound.Elbo);
    }

    [Theory]
    [InlineData("digits")]
    [InlineData("conv-mnist")]
    public void One_example_and_pictures_of_one_colour_each_train_and_are_evaluated(string name)
    {
        var shape = DigitRun.DataOf(name).Train.Shape;
        var flat = new DataSplits(Flat("train", 40), Flat("validation", 1), Flat("test", 1));
        using var trainer = new Trainer(DigitRun.Recipe(name, 12, "training.batch=13"), flat);
        var result = trainer.Run();
        Assert.Equal(0, result.SkippedSteps);
        var evaluation = ModelEvaluator.Evaluate(trainer.Vae, flat, new EvaluationOptions { Samples = 3 });
        Assert.True(double.IsFinite(evaluation.Estimate.Elbo) && double.IsFinite(evaluation.Bound!.Nats) && double.IsFinite(evaluation.Quality!.Ssim));
        Assert.DoesNotContain("NaN", evaluation.ToJson(), StringComparison.Ordinal);
        using var single = new Trainer(DigitRun.Recipe(name, 12, "training.batch=1"), flat with { Train = Both(shape) });
        Assert.Equal(0, single.Run().SkippedSteps);

        // Black and white ones in turn, with no edge in any.
        ByteDataset Flat(string part, int count)
        {
            var pixels = new byte[count * shape.Features];
            for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)(i / shape.Features % 2 == 0 ? 255 : 0);
            return new ByteDataset(part, shape, pixels);
        }

        static ByteDataset Both(Shape shape)
        {
            var pixels = new byte[2 * shape.Features];
            pixels.AsSpan(0, shape.Features).Fill(255);
            return new ByteDataset("two", shape, pixels);
        }
    }

    private sealed class Watching : ITrainingObserver
    {
        public List<TrainingStepReport> Seen { get; } = [];

        public void StepEnded(Vae vae, in TrainingStepReport step) => Seen.Add(step);
    }
}

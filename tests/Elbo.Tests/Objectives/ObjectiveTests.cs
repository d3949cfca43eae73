using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Objectives;

/// <summary>What a training step minimises and what validation reports, against the papers' formulas over the model's own terms.</summary>
public sealed class ObjectiveTests
{
    private const int Batch = 61;

    private static readonly DataSplits Data = DrawnDigits.Create(1, 256, 64, 64);

    [Theory]
    [InlineData("objective.beta=4", 0, 0)]
    [InlineData("objective.beta=4", 50, 2)]
    [InlineData("objective.beta=4", 100, 4)]
    public void An_annealed_step_weighs_the_divergence_by_its_schedule(string beta, int step, double weight)
    {
        var (result, _) = Step(step, beta, "objective.annealing.kind=linear", "objective.annealing.steps=100");
        Near(result.Reconstruction + (weight * result.Kl), result.Loss);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(30, 15)]
    [InlineData(1000, 50)]
    public void A_capacity_weighs_the_distance_of_the_batch_s_mean(int step, double capacity)
    {
        var (result, _) = Step(step, "objective.capacity.nats=50", "objective.capacity.steps=100", "objective.capacity.weight=7");
        Near((result.Reconstruction / Batch) + (7 * Math.Abs((result.Kl / Batch) - capacity)), result.Loss / Batch);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(30)]
    public void Free_bits_count_each_dimension_s_mean_or_the_floor(double floor)
    {
        var (result, kl) = Step(0, $"objective.freeBits={floor}", "objective.beta=3");
        Assert.InRange(kl.Count(each => each > floor), floor == 2 ? 1 : 0, floor == 2 ? kl.Length - 1 : kl.Length);
        Near((result.Reconstruction / Batch) + (3 * kl.Sum(each => Math.Max(floor, each))), result.Loss / Batch);
        Near(kl.Sum(), result.Kl / Batch);
    }

    [Fact]
    public void Dimensions_below_the_floor_are_not_pulled_to_the_prior()
    {
        // With all of the divergence free, its weight changes no weight of the network.
        Assert.Equal(Trained("objective.freeBits=1000", "objective.beta=1"), Trained("objective.freeBits=1000", "objective.beta=9"));
        Assert.NotEqual(Trained("objective.freeBits=0.01", "objective.beta=1"), Trained("objective.freeBits=0.01", "objective.beta=9"));
    }

    [Fact]
    public void Validation_uses_the_weight_that_the_schedule_ends_with()
    {
        using var folder = new TemporaryFolder();
        var run = RunDirectory.Create(folder["run"], Recipe("objective.beta=4", "objective.annealing.kind=linear", "objective.annealing.steps=40", "training.epochs=3"));
        using var trainer = new Trainer(run.Recipe, Data, run);
        trainer.Run();
        var rows = run.Metrics.Read();
        Assert.All(rows, row => Assert.Equal(row.ValidationReconstruction!.Value + (4 * row.ValidationKl!.Value), row.ValidationLoss!.Value, 1e-6));
        Assert.True(rows[0].Loss < rows[0].Reconstruction + (0.5 * rows[0].Kl));
    }

    [Fact]
    public void Validation_counts_free_bits_over_the_whole_set()
    {
        using var vae = Model("objective.freeBits=2", "objective.beta=3");
        var (estimate, loss) = DataBound.Of(vae, Data.Train, new Philox(1, Streams.Validation, 0), default);
        var kl = LatentUsage.KlPerDimension(vae.Encode(Data.Train), vae.Latent);
        Assert.Contains(kl, each => each > 2);
        Assert.Contains(kl, each => each < 2);
        Near(estimate.Reconstruction + (3 * kl.Sum(each => Math.Max(2, each))), loss);
        using var held = Model("objective.capacity.nats=5", "objective.capacity.weight=7");
        (estimate, loss) = DataBound.Of(held, Data.Train, new Philox(1, Streams.Validation, 0), default);
        Near(estimate.Reconstruction + (7 * Math.Abs(estimate.Kl - 5)), loss);
    }

    private static Recipe Recipe(params string[] settings) => RecipeBook.Get("digits").With(
        ["model.latent=5", "model.encoder.*.units=24", "model.decoder.*.units=24", $"training.batch={Batch}", "training.epochs=1", .. settings]);

    // Means and deviations of the dimensions differ widely, so that some of them lie above a floor and some below.
    private static Vae Model(params string[] settings)
    {
        var vae = new Vae(Recipe(settings), Data.Train.Shape, Preprocessing.For(DataRange.Unit, Data.Train), 2, training: true);
        vae.Graph.Initialise(vae.Store, 1);
        var bias = vae.Store.Weights(vae.Store.Parameters.Single(p => p.Name == "encoder.2.bias"));
        for (int d = 0; d < 5; d++) bias[d] = 0.9f * d;
        return vae;
    }

    private static (StepResult Result, double[] Kl) Step(int step, params string[] settings)
    {
        using var vae = Model(settings);
        var kl = LatentUsage.KlPerDimension(vae.Encode(Data.Train.Slice(0, Batch, "batch")), vae.Latent);
        using var training = new TrainingStep(vae, Data.Train);
        return (training.Run([.. Enumerable.Range(0, Batch)], step, 0), kl);
    }

    private static float[] Trained(params string[] settings)
    {
        using var vae = Model(settings);
        using var training = new TrainingStep(vae, Data.Train);
        for (int step = 0; step < 3; step++) training.Run([.. Enumerable.Range(step * Batch, Batch)], step, step);
        return vae.Store.All(ParameterBlock.Weights).ToArray();
    }

    private static void Near(double expected, double actual) => Assert.InRange(actual, expected - (2e-5 * Math.Abs(expected)), expected + (2e-5 * Math.Abs(expected)));
}

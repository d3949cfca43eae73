using System.Text.Json;
using Elbo.Data;
using Elbo.Evaluation;

namespace Elbo.Tests.Evaluation;

public sealed class ModelEvaluatorTests
{
    private static readonly EvaluationOptions All = new() { Samples = 20, Distances = true };

    [Fact]
    public void The_quick_figures_are_those_of_the_parts()
    {
        using var vae = Bars.Model();
        var evaluation = ModelEvaluator.Evaluate(vae, Bars.Splits, new() { Seed = 6 });
        Assert.Equal(vae.Evaluate(Bars.Splits.Test, 6), evaluation.Estimate);
        Assert.Equal(ReconstructionQuality.Of(vae, Bars.Splits.Test), evaluation.Quality);
        var codes = vae.Encode(Bars.Splits.Test);
        Assert.Equal(LatentUsage.KlPerDimension(codes, 3), evaluation.KlPerDimension);
        Assert.Equal(LatentUsage.MeanVariance(codes, 3), evaluation.MeanVariance);
        Assert.Equal(evaluation.Rate, evaluation.KlPerDimension.Sum(), 1e-5);
        Assert.Equal((evaluation.Estimate.Kl, evaluation.Estimate.Reconstruction), (evaluation.Rate, evaluation.Distortion));
        Assert.Equal(("test", "test", 0.0), (evaluation.Split, evaluation.Data, evaluation.LikelihoodConstant));
        Assert.True(evaluation is { Bound: null, Frechet: null, Memorisation: null, Notes.Count: 0 });
    }

    [Fact]
    public void The_standard_error_is_the_spread_of_the_images_bounds()
    {
        using var vae = Bars.Model();
        // In one batch an image has the same numbers whatever comes after it.
        double[] sums = [.. Enumerable.Range(0, 21).Select(n => n == 0 ? 0 : n * vae.Evaluate(Bars.Splits.Test.Slice(0, n, "some")).Elbo)];
        double[] bounds = [.. Enumerable.Range(0, 20).Select(i => sums[i + 1] - sums[i])];
        double mean = bounds.Average(), expected = Math.Sqrt(bounds.Sum(b => (b - mean) * (b - mean)) / 19 / 20);
        Assert.Equal(expected, ModelEvaluator.Evaluate(vae, Bars.Splits with { Test = Bars.Splits.Test.Slice(0, 20, "twenty") }).StandardError, 1e-6);
        Assert.True(expected > 0.1);
    }

    [Fact]
    public void All_figures_have_the_same_bits_on_any_number_of_threads()
    {
        string? expected = null;
        foreach (int threads in new[] { 1, 2, 3 })
        {
            using var vae = Bars.Model(threads);
            string json = ModelEvaluator.Evaluate(vae, Bars.Splits, All).ToJson();
            Assert.Equal(expected ??= json, json);
        }
        using var document = JsonDocument.Parse(expected!);
        Assert.Equal(20, document.RootElement.GetProperty("importanceWeightedBound").GetProperty("samples").GetInt32());
        Assert.Equal(1, document.RootElement.GetProperty("frechetDistance").GetProperty("classifierAccuracy").GetDouble());
        Assert.Equal(400, document.RootElement.GetProperty("memorisation").GetProperty("trainingImages").GetInt32());
        Assert.Equal(3, document.RootElement.GetProperty("klPerDimension").GetArrayLength());
    }

    [Fact]
    public void What_is_asked_for_is_measured_on_the_part_asked_for_and_progress_tells_of_each_task()
    {
        using var vae = Bars.Model();
        var told = new List<EvaluationProgress>();
        var evaluation = ModelEvaluator.Evaluate(vae, Bars.Splits, All with { Split = DataSplit.Validation, Images = 30 }, new Told(told));
        Assert.Equal(("validation", 50, 30), (evaluation.Split, evaluation.Estimate.Images, evaluation.Bound!.Images));
        Assert.True(evaluation.Bound.Nats > evaluation.Estimate.Elbo - (3 * evaluation.StandardError));
        string[] tasks = ["evidence lower bound", "importance-weighted bound", "classifier", "Fréchet distance", "nearest training pictures"];
        Assert.Equal(tasks, told.Select(p => p.Task).Distinct());
        foreach (var task in told.GroupBy(p => p.Task))
        {
            Assert.Equal(task.Select(p => p.Done).Order(), task.Select(p => p.Done));
            Assert.Equal(1, task.Last().Done, 1e-12);
        }
    }

    [Fact]
    public void What_cannot_be_measured_is_noted()
    {
        using var vae = Bars.Model();
        var bare = new DataSplits(Bars.Data("train", 40, 1, false), Bars.Data("validation", 9, 2, false), Bars.Data("test", 9, 3, false));
        var evaluation = ModelEvaluator.Evaluate(vae, bare, All);
        Assert.True(evaluation is { Frechet: null, Memorisation: not null });
        Assert.Equal(["The data have no labels, so no classifier was trained and there is no Fréchet distance."], evaluation.Notes);
        var other = ModelEvaluator.Evaluate(vae, Bars.Splits, All with { OtherData = true });
        Assert.True(other is { Frechet: not null, Memorisation: null });
        Assert.Equal(["The data are others than the model was trained on, so no nearest training pictures were sought."], other.Notes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void One_image_and_one_latent_dimension_or_a_thousand_will_do(int latent)
    {
        using var vae = Bars.Model(2, $"model.latent={latent}");
        var evaluation = ModelEvaluator.Evaluate(vae, Bars.Splits with { Test = Bars.Data("one", 1, 4) }, All);
        Assert.Equal((latent, latent, 0), (evaluation.KlPerDimension.Length, evaluation.MeanVariance.Length, evaluation.ActiveUnits));
        Assert.True(double.IsNaN(evaluation.StandardError) && double.IsNaN(evaluation.Bound!.StandardError));
        Assert.Equal(["There are 400 training and 1 test pictures; a Fréchet distance needs two of each."], evaluation.Notes);
        using var document = JsonDocument.Parse(evaluation.ToJson());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("elboStandardError").ValueKind);
        Assert.Equal(1, document.RootElement.GetProperty("memorisation").GetProperty("testImages").GetInt32());
    }

    [Fact]
    public void Empty_data_and_data_of_another_range_are_refused_and_it_can_be_cancelled()
    {
        using var vae = Bars.Model();
        var empty = Bars.Splits with { Test = Bars.Data("empty", 0, 1) };
        Assert.Equal("empty is empty; there is nothing to evaluate.", Assert.Throws<ElboException>(() => ModelEvaluator.Evaluate(vae, empty)).Message);
        var far = Bars.Splits with { Test = new FloatDataset("far", Bars.Shape, Enumerable.Repeat(1e38f, 90).ToArray()) };
        Assert.StartsWith("far holds values from 1E+38 to 1E+38, but those that the model is trained on lie between ", Assert.Throws<ElboException>(() => ModelEvaluator.Evaluate(vae, far)).Message, StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => ModelEvaluator.Evaluate(vae, Bars.Splits, All, null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void With_the_constant_a_gaussian_likelihood_is_a_density()
    {
        using var vae = Bars.Parrot(new float[90]);
        var evaluation = ModelEvaluator.Evaluate(vae, Bars.Splits, new() { Samples = 1 });
        // 90 values of variance ½: ½ ln(2π ½) each.
        Assert.Equal(90 * 0.5 * Math.Log(Math.PI), evaluation.LikelihoodConstant, 1e-12);
        using var document = JsonDocument.Parse(evaluation.ToJson());
        Assert.Equal(evaluation.Bound!.Nats - evaluation.LikelihoodConstant, document.RootElement.GetProperty("importanceWeightedBound").GetProperty("normalisedNats").GetDouble(), 1e-9);
    }

    private sealed class Told(List<EvaluationProgress> all) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => all.Add(value);
    }
}

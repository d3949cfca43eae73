using Elbo.Data;
using Elbo.Recipes;
using Elbo.Serving;
using Elbo.Training;

namespace Elbo.Tests.Serving;

public sealed class CalibrationTests
{
    [Fact]
    public void A_percentile_is_the_share_of_pictures_that_are_explained_better()
    {
        var calibration = Calibration.Of([.. Enumerable.Range(0, 5001).Select(i => (double)((i * 2477) % 5001))], "scores");
        Assert.Equal(5001, calibration.Images);
        for (int score = 0; score <= 5000; score += 37)
        {
            Assert.Equal(100 * (1 - (score / 5000.0)), calibration.Percentile(score), 1e-9);
            Assert.Equal(score, calibration.Threshold(calibration.Percentile(score)), 1e-6);
        }
        Assert.Equal((100, 0), (calibration.Percentile(-1), calibration.Percentile(9000)));
        Assert.Equal(100, calibration.Percentile(double.NegativeInfinity));
    }

    [Theory]
    [InlineData(new[] { -7.5 }, -8, 100)]
    [InlineData(new[] { -7.5, -7.5 }, -7.5, 0)]
    [InlineData(new[] { -9.0, -9, -8, -7, -6 }, -9, 75)]
    [InlineData(new[] { -9.0, -8, -7, -6, -5 }, -9, 100)]
    [InlineData(new[] { -7.5 }, -7, 0)]
    [InlineData(new[] { -7.5, -3.5 }, -4.5, 25)]
    [InlineData(new[] { -7.0, -7, -7, -3 }, -7 + 1e-9, 100 / 3.0)]
    public void A_few_pictures_and_equal_ones_give_percentiles_too(double[] scores, double score, double percentile) =>
        Assert.Equal(percentile, Calibration.Of(scores, "few").Percentile(score), 1e-6);

    [Fact]
    public void Pictures_of_the_calibration_itself_fill_the_percentiles_evenly()
    {
        using var vae = SmallModel.Create("rows");
        var data = SmallModel.Noise();
        var calibration = vae.Calibrate(data);
        Assert.Same(calibration, vae.Calibration);
        double[] percentiles = [.. vae.Score(SmallModel.Rows()).Select(calibration.Percentile).Order()];
        for (int i = 0; i < 300; i++) Assert.Equal(100.0 * i / 299, percentiles[i], 1e-6);
    }

    [Fact]
    public void It_travels_with_the_saved_model()
    {
        using var folder = new TemporaryFolder();
        using var vae = SmallModel.Create("labelled");
        vae.Save(folder["without"]);
        var calibration = vae.Calibrate(SmallModel.Noise());
        vae.Save(folder["with"]);
        using Vae without = Vae.Load(folder["without"], 1), with = Vae.Load(folder["with"], 1);
        Assert.Null(without.Calibration);
        Assert.Equal(300, with.Calibration!.Images);
        foreach (double score in vae.Score(SmallModel.Rows(20))) Assert.Equal(calibration.Percentile(score), with.Calibration.Percentile(score));
    }

    [Fact]
    public void Training_on_makes_it_that_of_another_model_so_it_is_forgotten()
    {
        var data = DrawnDigits.Create(1, 64, 32, 32);
        using var trainer = new Trainer(RecipeBook.Get("digits").With(["training.epochs=1", "training.batch=32", "model.encoder.*.units=8", "model.decoder.*.units=8"]), data, threads: 1);
        trainer.Vae.Calibrate(data.Validation);
        trainer.Run();
        Assert.Null(trainer.Vae.Calibration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("3;")]
    [InlineData("1;1,2")]
    [InlineData("-1;1")]
    [InlineData("3;1,x,2")]
    [InlineData("3;2,1")]
    [InlineData("3;1,NaN")]
    [InlineData("3;1,2;3")]
    public void A_line_that_is_no_calibration_is_told_apart(string line) => Assert.Null(Calibration.FromText(line));

    [Fact]
    public void A_line_of_too_many_quantiles_is_no_calibration() =>
        Assert.Null(Calibration.FromText("5000;" + string.Join(',', Enumerable.Range(0, 1002))));

    [Fact]
    public void Nothing_to_calibrate_on_is_said_in_one_sentence()
    {
        using var vae = SmallModel.Create("rows");
        var empty = new ByteDataset("empty", SmallModel.Picture, Array.Empty<byte>());
        Assert.Equal("empty is empty; calibrate on pictures that the model was not trained on.", Assert.Throws<ElboException>(() => vae.Calibrate(empty)).Message);
        Assert.Contains("this model was trained on", Assert.Throws<ElboException>(() => vae.Calibrate(new ByteDataset("other", new(1, 2, 2), new byte[8]))).Message, StringComparison.Ordinal);
        var calibration = vae.Calibrate(SmallModel.Noise());
        Assert.Throws<ArgumentException>(() => calibration.Percentile(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => calibration.Threshold(101));
    }
}

using Elbo.Tests.Evaluation;

namespace Elbo.Tests.Serving;

public sealed class ScoreTests
{
    public static TheoryData<string> Kinds => SmallModel.Kinds;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Scores_are_the_bounds_that_are_known_in_closed_form_but_for_one_shift(bool exact)
    {
        // With a linear decoder only correlations of the noise between dimensions leave an error: the same for all pictures, none where the dimensions do not mix.
        var model = new LinearGaussian(exact);
        using var vae = model.Vae;
        double[] expected = model.Elbos(), scores = vae.Score(model.Data.Values.Span);
        double[] shifts = [.. scores.Zip(expected, (score, bound) => score - bound)];
        Assert.All(shifts, shift => Assert.Equal(shifts[0], shift, 1e-4));
        Assert.Equal(0, shifts[0], exact ? 1e-4 : 1);
        Assert.InRange(scores.Max() - scores.Min(), 1, 100);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_picture_alone_has_the_score_it_has_among_three_hundred(string kind)
    {
        using var vae = SmallModel.Create(kind);
        float[] rows = SmallModel.Rows();
        double[] scores = vae.Score(rows);
        Assert.True(scores.Distinct().Count() > 290);
        foreach (int i in new[] { 0, 3, 4, 31, 32, 255, 256, 299 }) Assert.Equal(scores[i], vae.Score(rows.AsSpan(i * 42, 42))[0]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_mean_score_is_near_the_bound_over_the_data_set(string kind)
    {
        using var vae = SmallModel.Create(kind);
        var data = SmallModel.Noise();
        var scores = new double[data.Count];
        vae.Score(SmallModel.Rows(), scores, vae.Classes > 0 ? data.Labels : null);
        // The weights are drawn and the deviations wide, so that samples differ more than a trained model's.
        Assert.InRange(scores.Average() / vae.Evaluate(data).Elbo, 0.95, 1.05);
    }

    [Fact]
    public void A_picture_beyond_the_models_arithmetic_has_the_lowest_score_there_is()
    {
        using var vae = SmallModel.Create("gaussian");
        float[] rows = SmallModel.Rows(3);
        rows.AsSpan(42, 42).Fill(3e38f);
        double[] scores = vae.Score(rows);
        Assert.Equal(double.NegativeInfinity, scores[1]);
        Assert.Equal(vae.Score(SmallModel.Rows(3))[2], scores[2]);
        Assert.Equal(100, vae.Calibrate(SmallModel.Noise()).Percentile(scores[1]));
    }

    [Fact]
    public void A_bernoulli_model_does_not_score_bytes_taken_for_intensities()
    {
        using var vae = SmallModel.Create("rows");
        float[] rows = SmallModel.Rows(3);
        vae.Score(rows);
        foreach (ref float value in rows.AsSpan()) value *= 255;
        Assert.Contains("divide bytes by 255", Assert.Throws<ArgumentException>(() => vae.Score(rows)).Message, StringComparison.Ordinal);
    }
}

using Elbo.Evaluation;
using Elbo.Tests.Serving;

namespace Elbo.Tests.Evaluation;

public sealed class ExampleScoresTests
{
    public static TheoryData<string> Kinds => SmallModel.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bounds_of_a_data_set_are_those_of_its_pictures_one_by_one(string kind)
    {
        using var vae = SmallModel.Create(kind);
        var data = SmallModel.Noise();
        float[] rows = Vae.Intensities(data, [.. Enumerable.Range(0, data.Count)]);
        var bounds = new double[data.Count];
        vae.Score(rows, bounds, vae.Classes > 0 ? data.Labels : null);
        var scores = ExampleScores.Of(vae, data);
        Assert.Equal(bounds, Enumerable.Range(0, scores.Count).Select(scores.Elbo));
        Assert.All(Enumerable.Range(0, scores.Count), i => Assert.Equal(scores.Elbo(i), -(scores.Reconstruction[i] + scores.Kl[i]), 1e-9));
        Assert.Equal(data.Count, scores.Calibration(data.Name).Images);
    }

    [Fact]
    public void What_overflows_is_the_most_unusual_and_cannot_be_called_usual()
    {
        using var vae = SmallModel.Create("rows");
        foreach (ref float weight in vae.Store.All(Tensors.ParameterBlock.Weights)) weight *= 1e30f;
        var scores = ExampleScores.Of(vae, SmallModel.Noise());
        Assert.Equal(double.NegativeInfinity, scores.Elbo(0));
        Assert.Throws<ElboException>(() => scores.Calibration("noise"));
    }
}

using Elbo.Data;
using Elbo.Evaluation;

namespace Elbo.Tests.Evaluation;

public sealed class MemorisationTests
{
    [Fact]
    public void A_model_that_repeats_a_training_picture_is_found_out()
    {
        using var vae = Bars.Parrot(Vae.Intensities(Bars.Splits.Train, [17]));
        var memorisation = Memorisation.Of(vae, Bars.Splits);
        Assert.InRange(memorisation.SampleDistance, 0, 1e-8);
        Assert.InRange(memorisation.Ratio, 0, 1e-8);
        Assert.Equal((1000, 200, 400), (memorisation.Samples, memorisation.TestImages, memorisation.TrainingImages));
    }

    [Fact]
    public void A_model_that_repeats_a_test_picture_is_as_far_as_that_is()
    {
        float[] pictures = Vae.Intensities(Bars.Splits.Test, [.. Enumerable.Range(0, 200)]);
        double[] nearest = [.. Enumerable.Range(0, 200).Select(i => Nearest(pictures.AsSpan(i * 90, 90).ToArray())).Order()];
        using var vae = Bars.Parrot(pictures[..90]);
        var told = new List<double>();
        var memorisation = Memorisation.Of(vae, Bars.Splits, progress: told.Add);
        Assert.Equal(Nearest(pictures[..90]), memorisation.SampleDistance, 1e-5);
        Assert.Equal((nearest[99] + nearest[100]) / 2, memorisation.TestDistance, 1e-5);
        Assert.Equal(memorisation.SampleDistance / memorisation.TestDistance, memorisation.Ratio);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1], 1e-12);
    }

    [Fact]
    public void Without_training_pictures_it_is_refused()
    {
        using var vae = Bars.Model();
        var splits = Bars.Splits with { Train = Bars.Data("train", 0, 1) };
        Assert.Equal("There are no training pictures, so no nearest ones were sought.", Assert.Throws<ElboException>(() => Memorisation.Of(vae, splits)).Message);
    }

    private static double Nearest(float[] picture)
    {
        double least = double.PositiveInfinity;
        var train = (ByteDataset)Bars.Splits.Train;
        for (int i = 0; i < train.Count; i++)
        {
            double sum = 0;
            for (int p = 0; p < picture.Length; p++) sum += Math.Pow(picture[p] - (train.Example(i)[p] / 255.0), 2);
            least = Math.Min(least, sum);
        }
        return least;
    }
}

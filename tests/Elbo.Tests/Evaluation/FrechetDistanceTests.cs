using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Tensors;

namespace Elbo.Tests.Evaluation;

public sealed class FrechetDistanceTests
{
    [Fact]
    public void Real_pictures_are_near_and_those_of_an_untrained_model_far()
    {
        using var vae = Bars.Model();
        var distance = FrechetDistance.Of(vae, Bars.Splits);
        Assert.Equal((1, 64, 200), (distance.Accuracy, distance.Features, distance.Images));
        Assert.True(distance.Floor > 0);
        Assert.True(distance.Samples > 20 * distance.Floor, $"{distance}");
        Assert.True(distance.Reconstructions > 20 * distance.Floor, $"{distance}");
    }

    [Fact]
    public void The_features_are_the_same_for_any_model()
    {
        using Vae one = Bars.Model(), other = Bars.Model(1, "seed=5", "model.latent=7");
        Assert.Equal(FrechetDistance.Of(one, Bars.Splits).Floor, FrechetDistance.Of(other, Bars.Splits, seed: 9).Floor);
    }

    [Fact]
    public void A_model_of_one_picture_is_as_far_as_that_picture_alone()
    {
        float[] pictures = Vae.Intensities(Bars.Splits.Test, [.. Enumerable.Range(0, 200)]);
        using var vae = Bars.Parrot(pictures[..90]);
        var distance = FrechetDistance.Of(vae, Bars.Splits);
        Assert.Equal(1, distance.Samples / distance.Reconstructions, 1e-9);
        using var classifier = PictureClassifier.Train(Bars.Splits.Train, vae.Pool, null, default);
        FeatureGaussian test = new(classifier.FeaturesOf(pictures), 64), alone = new(classifier.FeaturesOf([.. pictures[..90], .. pictures[..90]]), 64);
        Assert.Equal(1, test.Distance(alone) / distance.Samples, 1e-5);
    }

    [Fact]
    public void Data_that_allow_none_are_refused_in_a_sentence()
    {
        using var vae = Bars.Model();
        Refused("The data have no labels, so no classifier was trained and there is no Fréchet distance.", Bars.Splits with { Train = Bars.Data("train", 5, 1, labelled: false) });
        Refused("There are 400 training and 1 test pictures; a Fréchet distance needs two of each.", Bars.Splits with { Test = Bars.Data("test", 1, 1) });
        Refused("There are 0 training and 200 test pictures; a Fréchet distance needs two of each.", Bars.Splits with { Train = Bars.Data("train", 0, 1) });
        var same = new ByteDataset("same", Bars.Shape, new byte[900], new byte[10]);
        Refused("All training pictures have the same label, so no classifier was trained and there is no Fréchet distance.", Bars.Splits with { Train = same });
        var flat = new FloatDataset("flat", Bars.Shape, new float[180], [0, 1]);
        Refused("All values of the training pictures are equal, so no classifier was trained and there is no Fréchet distance.", Bars.Splits with { Train = flat });
        var other = Bars.Splits with { Train = new ByteDataset("other", new Shape(2), new byte[4]) };
        Assert.Contains("give data of that shape", Assert.Throws<ElboException>(() => FrechetDistance.Of(vae, other)).Message, StringComparison.Ordinal);

        void Refused(string sentence, DataSplits data) => Assert.Equal(sentence, Assert.Throws<ElboException>(() => FrechetDistance.Of(vae, data)).Message);
    }

    [Fact]
    public void Test_pictures_need_no_labels()
    {
        using var vae = Bars.Model();
        var distance = FrechetDistance.Of(vae, Bars.Splits with { Test = Bars.Data("test", 200, 3, labelled: false) });
        Assert.Equal(FrechetDistance.Of(vae, Bars.Splits) with { Accuracy = double.NaN }, distance);
    }
}

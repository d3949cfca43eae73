using Elbo.Data;
using Elbo.Figures;

namespace Elbo.Tests.Figures;

public class LatentScatterTests
{
    [Fact]
    public void Without_test_pictures_there_is_one_panel_with_the_labels_of_the_training_pictures()
    {
        using var vae = UntrainedModel.Of(2);
        var train = UntrainedModel.Noise(8);
        var none = train.Slice(0, 0, "none");
        var chart = LatentScatter.Of(vae, new DataSplits(train, none, none), 0, 1);
        Assert.Equal("Training", Assert.Single(chart.Panels).Title);
        Assert.Equal(["0", "1", "2"], chart.ClassNames);
        Assert.Equal(["Training", "Test"], LatentScatter.Of(vae, new DataSplits(train, none, train), 0, 1).Panels.Select(panel => panel.Title));
    }
}

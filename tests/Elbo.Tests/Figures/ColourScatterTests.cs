using Elbo.Figures;
using Elbo.Tensors;

namespace Elbo.Tests.Figures;

public class ColourScatterTests
{
    private static readonly Shape Tiny = new(3, 1, 2);

    [Fact]
    public void Each_panel_shows_the_codes_with_its_channels_means()
    {
        float[] codes = [1, -2, 9, 0.5f, 3, 9], images = [0.1f, 0.3f, 1, 1, 0.5f, 0.6f, 0.8f, 0.8f, 0, 0.5f, 0.2f, 0.2f];
        var chart = ColourScatter.Of("name", Tiny, latent: 3, codes, images, step: 2000);
        Assert.Equal(["mean red", "mean green", "mean blue"], chart.Panels.Select(panel => panel.Title));
        foreach (var panel in chart.Panels)
        {
            Assert.Equal([1, 0.5f], panel.X);
            Assert.Equal([-2, 3f], panel.Y);
        }
        float[][] means = [[0.2f, 0.8f], [1, 0.25f], [0.55f, 0.2f]];
        for (int c = 0; c < 3; c++)
        {
            var values = chart.Panels[c].Values!;
            for (int i = 0; i < 2; i++) Assert.Equal(means[c][i], values.Each[i], 6);
            Assert.Equal((means[c].Min(), means[c].Max()), ((float)values.Minimum, (float)values.Maximum));
        }
        Assert.Contains("step 2,000", chart.Title, StringComparison.Ordinal);
        Assert.True(chart.EqualUnits);
        Assert.Equal((-3.18, 3.18), (chart.X.Minimum!.Value, chart.X.Maximum!.Value));
        Assert.Equal((chart.X.Minimum, chart.X.Maximum), (chart.Y.Minimum, chart.Y.Maximum));
        Assert.Contains("mean blue", chart.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Grey_pictures_have_one_panel()
    {
        var chart = ColourScatter.Of("name", new Shape(1, 1, 2), 2, [0, 1], [0.25f, 0.75f], 1);
        Assert.Equal("mean grey", Assert.Single(chart.Panels).Title);
        Assert.Equal(0.5f, chart.Panels[0].Values!.Each[0]);
    }

    [Fact]
    public void One_latent_dimension_is_drawn_against_the_mean()
    {
        var chart = ColourScatter.Of("name", Tiny, 1, [7], [0, 1, 0.2f, 0.2f, 1, 1], 1);
        Assert.Equal([0.5f, 0.2f, 1], chart.Panels.Select(panel => panel.Y[0]));
        Assert.False(chart.EqualUnits);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Codes_without_extent_are_drawn_without_complaint(float code)
    {
        var svg = ColourScatter.Of("name", Tiny, 2, [code, code], new float[6], 1).ToSvg();
        Assert.Contains(code == 0 ? "1 point" : "0 points", svg, StringComparison.Ordinal);
        Assert.Contains("0 points", ColourScatter.Of("name", Tiny, 2, [], [], 1).ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ColourScatter.Of("name", Tiny, 2, [1, 2, 3], new float[6], 1));
        Assert.Throws<ArgumentException>(() => ColourScatter.Of("name", Tiny, 2, [1, 2], new float[5], 1));
        Assert.Contains("2×1×2", Assert.Throws<ElboException>(() => ColourScatter.Of("name", new Shape(2, 1, 2), 2, [1, 2], new float[4], 1)).Message, StringComparison.Ordinal);
    }
}

namespace Elbo.Imaging.Charts.Tests;

public sealed class ColourRampTests
{
    private static readonly Dictionary<string, ColourRamp> Ramps = new()
    {
        ["red"] = ColourRamp.Red,
        ["green"] = ColourRamp.Green,
        ["blue"] = ColourRamp.Blue,
        ["grey"] = ColourRamp.Grey,
    };

    [Theory]
    [InlineData("red")]
    [InlineData("green")]
    [InlineData("blue")]
    [InlineData("grey")]
    public void Lightness_rises_evenly_under_every_common_vision(string name)
    {
        foreach (var (_, matrix) in PaletteTests.CommonVisions)
        {
            double[] lightness = [.. Enumerable.Range(0, ColourRamp.Levels).Select(i => PaletteTests.Oklab(Ramps[name].Colour(i), matrix)[0])];
            Assert.True(lightness[^1] - lightness[0] > 0.5);
            for (int i = 1; i < lightness.Length; i++)
                Assert.InRange(lightness[i] - lightness[i - 1], 0.008, 0.04);
        }
    }

    [Fact]
    public void Numbers_find_their_colour_and_those_beyond_the_ends_the_nearest()
    {
        Assert.Equal("#351314", ColourRamp.Red.At(0));
        Assert.Equal("#ffc3c0", ColourRamp.Red.At(1));
        Assert.Equal(ColourRamp.Red.At(0), ColourRamp.Red.At(-7));
        Assert.Equal(ColourRamp.Red.At(1), ColourRamp.Red.At(double.PositiveInfinity));
        Assert.Equal(32, Enumerable.Range(0, 1000).Select(i => ColourRamp.Blue.At(i / 999.0)).Distinct().Count());
    }
}

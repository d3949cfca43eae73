namespace Elbo.Tests;

public sealed class NearestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("latnet", "latent", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_edits_and_swaps(string a, string b, int distance)
    {
        Assert.Equal(distance, Nearest.Distance(a, b));
        Assert.Equal(distance, Nearest.Distance(b, a));
    }

    [Theory]
    [InlineData("trian", "train")]
    [InlineData("TRAIN", "train")]
    [InlineData("lr", "learningRate")]
    [InlineData("learning-rate", "learningRate")]
    [InlineData("zebra", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_found_unless_none_is_near(string name, string? nearest) =>
        Assert.Equal(nearest, Nearest.Find(name, ["evaluate", "train", "learningRate"]));
}

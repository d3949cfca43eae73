namespace Elbo.Cli.Tests;

public sealed class DataVerbTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public void Lists_and_describes_data_sets()
    {
        string list = place.Elbo("data", "list").Done().Output;
        Assert.Contains("digits", list);
        Assert.Contains("mnist", list);
        Assert.Contains("20,000", place.Elbo("data", "info", "digits").Done().Output);
        place.Elbo("data", "info", "minst").Refused(2, "did you mean 'mnist'");
    }

    [Fact]
    public void A_table_is_described_with_the_parts_that_training_makes_of_it()
    {
        File.WriteAllLines(place["rows.csv"], ["a,b", .. Enumerable.Range(0, 40).Select(i => $"{i},{i % 7}")]);
        Assert.Contains("32, 4, 4", place.Elbo("data", "info", "rows.csv").Done().Output);
    }

    [Fact]
    public void What_is_built_in_need_not_be_fetched() => Assert.Contains("built in", place.Elbo("data", "get", "digits").Done().Output);

    [Fact]
    public void Fetching_without_a_network_fails_in_one_sentence()
    {
        var offline = place.Elbo("data", "get", "mnist");
        Assert.Equal(1, offline.Code);
        Assert.Equal("", offline.Output);
        Assert.DoesNotContain("   at ", offline.Errors);
        Assert.Single(offline.Errors.TrimEnd().Split('\n'));
        Assert.Contains("train-images-idx3-ubyte.gz", offline.Errors);
    }

    [Fact]
    public void Recipes_are_listed()
    {
        string list = place.Elbo("recipes").Done().Output;
        foreach (string name in new[] { "digits", "simple-vae", "mlp-bernoulli", "mlp-latent" }) Assert.Contains(name, list);
        place.Elbo("recipes", "show", "simple-vea").Refused(2, "simple-vae");
    }
}

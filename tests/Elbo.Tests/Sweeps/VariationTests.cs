using Elbo.Sweeps;

namespace Elbo.Tests.Sweeps;

public sealed class VariationTests
{
    [Theory]
    [InlineData("model.latent=2,4,8", "model.latent", "2|4|8")]
    [InlineData(" objective.beta = 0 , 1.5 ", "objective.beta", "0|1.5")]
    [InlineData("seed=3", "seed", "3")]
    [InlineData("model.encoder=[{\"kind\":\"dense\",\"units\":8},{\"kind\":\"dense\",\"units\":4}],[]", "model.encoder", "[{\"kind\":\"dense\",\"units\":8},{\"kind\":\"dense\",\"units\":4}]|[]")]
    [InlineData("description=\"a, b\",\"c ] \\\" , d\"", "description", "\"a, b\"|\"c ] \\\" , d\"")]
    [InlineData("data.name=it's 5\" wide,b", "data.name", "it's 5\" wide|b")]
    [InlineData("model.encoder=[{\"kind\":\"]\"}],2", "model.encoder", "[{\"kind\":\"]\"}]|2")]
    public void Only_commas_outside_brackets_and_quotes_part_values(string text, string key, string values)
    {
        var variation = Variation.Parse(text);
        Assert.Equal(key, variation.Key);
        Assert.Equal(values.Split('|'), variation.Values);
    }

    [Theory]
    [InlineData("model.latent")]
    [InlineData("=2,3")]
    [InlineData("model.latent=")]
    [InlineData("model.latent=2,,3")]
    [InlineData("model.latent=2,")]
    public void What_names_no_key_or_no_value_is_refused(string text)
    {
        var error = Assert.Throws<SettingException>(() => Variation.Parse(text));
        Assert.Contains("KEY=V1,V2", error.Message);
    }
}

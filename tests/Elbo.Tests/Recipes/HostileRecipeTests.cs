using Elbo.Recipes;

namespace Elbo.Tests.Recipes;

public sealed class HostileRecipeTests
{
    [Theory]
    [InlineData("""{ "name": "x", "seed": 99999999999999999999 }""")]
    [InlineData("""{ "name": "x", "seed": -1e400 }""")]
    [InlineData("""{ "name": "x", "training": { "batch": 9223372036854775808, "epochs": 1 } }""")]
    [InlineData("""{ "name": "x", "training": { "learningRate": 1e309, "epochs": 1 } }""")]
    [InlineData("""{ "name": "x", "name": "x" }""")]
    [InlineData("""{ "name": "x", "model": {}, "model": {} }""")]
    [InlineData("""{ "name": "x", "model": { "encoder": [ { "kind": "dense", "kind": "dense", "units": 1 } ] } }""")]
    [InlineData("""{ "name": "x", "model": { "encoder": [ { "kind": { "kind": "dense" }, "units": 1 } ] } }""")]
    [InlineData("""{ "name": "../x", "training": { "epochs": 1 } }""")]
    public void Huge_numbers_double_keys_and_names_that_lead_elsewhere_are_refused(string json) => Refused(json);

    [Fact]
    public void Nesting_a_hundred_thousand_deep_is_refused()
    {
        foreach (string member in new[] { "model", "name", "bogus", "seed" })
        {
            Refused($"{{ \"{member}\": " + new string('[', 100_000));
            Refused(string.Concat(Enumerable.Repeat($"{{ \"{member}\": ", 100_000)));
        }
        Refused("""{ "name": "x", "model": { "encoder": [ { "units": """ + string.Concat(Enumerable.Repeat("{ \"a\": ", 100_000)));
    }

    [Fact]
    public void A_complaint_does_not_repeat_the_rest_of_the_document()
    {
        string message = Refused("{ \"name\": tru" + new string('x', 100_000) + "\u0007 }");
        Assert.Contains("is not valid JSON: 'tru", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 20, 300);
        Assert.DoesNotContain(message, char.IsControl);
    }

    private static string Refused(string json)
    {
        string message = Assert.Throws<SettingException>(() => Recipe.Parse(json)).Message;
        Assert.InRange(message.Length, 10, 600);
        return message;
    }
}

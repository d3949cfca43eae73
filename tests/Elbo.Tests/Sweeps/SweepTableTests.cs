using System.Text.Json;
using Elbo.Sweeps;

namespace Elbo.Tests.Sweeps;

public sealed class SweepTableTests
{
    private static readonly SweepTable Table = new("r", "p", ["model.latent"], [new SweepRow { Name = "a", Values = ["2"], Elbo = -1, Training = new(1, 2, 3) }]);

    [Fact]
    public void What_was_written_is_read() => Assert.Equal(Table.ToJson(), SweepTable.Parse(Table.ToJson()).ToJson());

    /// <summary>What was read would be written again, and a sweep would end there.</summary>
    [Theory]
    [InlineData("\"elbo\": -1", "\"elbo\": 1e400")]
    [InlineData("\"loss\": 1", "\"loss\": -1e400")]
    [InlineData("\"seconds\": 0", "\"seconds\": 1e999")]
    [InlineData("\"name\": \"a\"", "\"name\": null")]
    [InlineData("\"2\"", "null")]
    [InlineData("\"2\"", "\"2\", \"3\"")]
    [InlineData("\"model.latent\"", "null")]
    public void A_table_with_holes_or_numbers_past_all_bounds_is_no_table(string good, string bad)
    {
        string json = Table.ToJson();
        Assert.Contains(good, json, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => SweepTable.Parse(json.Replace(good, bad, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{ "keys": [], "rows": [null] }""")]
    [InlineData("""{ "keys": [], "rows": null }""")]
    public void A_document_of_something_else_is_no_table(string json) => Assert.Throws<JsonException>(() => SweepTable.Parse(json));
}

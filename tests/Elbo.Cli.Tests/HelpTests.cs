namespace Elbo.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("train")]
    [InlineData("reconstruct")]
    [InlineData("sample")]
    [InlineData("manifold")]
    [InlineData("latent")]
    [InlineData("evaluate")]
    [InlineData("recipes")]
    [InlineData("recipes show")]
    [InlineData("data")]
    [InlineData("data list")]
    [InlineData("data info")]
    [InlineData("data get")]
    [InlineData("bench")]
    public async Task Every_verb_explains_itself_with_an_example(string verb)
    {
        var outcome = (await ElboCommand.Run([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Done();
        Assert.Contains($"  elbo {verb}".TrimEnd() + " ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains($"Example:\n  elbo {verb}".TrimEnd(), outcome.Output, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        var outcome = (await ElboCommand.Run("--version")).Done();
        Assert.Matches(@"^\d+\.\d+\.\d+\S*$", Assert.Single(outcome.OutputLines).TrimEnd());
    }

    [Fact]
    public async Task Without_arguments_the_help_goes_to_standard_error_and_the_usage_was_bad()
    {
        var outcome = await ElboCommand.Run();
        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Output);
        Assert.Contains("elbo [command]", outcome.Error, StringComparison.Ordinal);
    }
}

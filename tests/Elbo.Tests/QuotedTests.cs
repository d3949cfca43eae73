namespace Elbo.Tests;

public sealed class QuotedTests
{
    [Fact]
    public void A_line_holds_nothing_that_a_terminal_obeys_or_that_turns_letters_around()
    {
        Assert.Equal("a?[31mb?c?d?e?f?é‖😀", Quoted.Line("a\e[31mb\nc\u009bd\u202ee\u2066f\u2028é‖😀"));
        Assert.Equal("'a?b?c'", Quoted.Text("a\u202eb\ec"));
    }

    [Theory]
    [InlineData("runs/my-run", "runs/my-run")]
    [InlineData("sweep/model.latent=2,beta=8", "sweep/model.latent=2,beta=8")]
    [InlineData("my runs", "'my runs'")]
    [InlineData("a;b$c", "'a;b$c'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("", "''")]
    public void A_word_comes_back_from_a_shell_as_it_was(string word, string quoted) => Assert.Equal(quoted, Quoted.Word(word));
}

namespace Elbo.Tests;

public sealed class QuotedTests
{
    [Theory]
    [InlineData("runs/my-run", "runs/my-run")]
    [InlineData("sweep/model.latent=2,beta=8", "sweep/model.latent=2,beta=8")]
    [InlineData("my runs", "'my runs'")]
    [InlineData("a;b$c", "'a;b$c'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("", "''")]
    public void A_word_comes_back_from_a_shell_as_it_was(string word, string quoted) => Assert.Equal(quoted, Quoted.Word(word));
}

using Elbo.Formats;

namespace Elbo.Tests.Formats;

public sealed class CsvCellTests
{
    [Theory]
    [InlineData("plain text; 1.5", "plain text; 1.5")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData("say \"a\"", "\"say \"\"a\"\"\"")]
    public void What_would_be_more_than_one_cell_is_quoted(string text, string cell) => Assert.Equal(cell, CsvCell.Of(text));
}

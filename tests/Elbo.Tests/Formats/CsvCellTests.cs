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
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+a", "'+a")]
    [InlineData("-a|b", "'-a|b")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("-1.5e-3", "-1.5e-3")]
    [InlineData("+7", "+7")]
    [InlineData("a=1", "a=1")]
    public void What_would_be_more_than_one_cell_is_quoted_and_no_text_begins_like_a_formula(string text, string cell) => Assert.Equal(cell, CsvCell.Of(text));
}

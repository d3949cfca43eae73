using Elbo.Formats;

namespace Elbo.Tests.Formats;

public sealed class ClassNamesTests
{
    [Fact]
    public void Names_come_back() => Assert.Equal(["a", "b ü \"x\"", ""], ClassNames.Read(ClassNames.Write(["a", "b ü \"x\"", ""])));

    [Theory]
    [InlineData("""["\ud800"]""")] // half of a surrogate pair, over which the JSON reader throws something else than over other damage
    [InlineData("""["\ud800\u0041"]""")]
    [InlineData("""["a", 1]""")]
    [InlineData("""["a", null]""")]
    [InlineData("""["a", "b\ude00"]""")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[\"a\"")]
    public void Text_that_is_no_list_of_names_gives_none(string text) => Assert.Null(ClassNames.Read(text));
}

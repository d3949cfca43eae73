using Elbo.Reports;

namespace Elbo.Tests.Reports;

public sealed class HtmlTests
{
    [Fact]
    public void What_is_written_is_markup_and_what_is_inserted_is_text()
    {
        string evil = "<b a=\"1\" c='2'>&</b>";
        Assert.Equal("<p title=\"&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;&lt;/b&gt;\">7</p>", new Html().Add($"<p title=\"{evil}\">{7}</p>").ToString());
        Assert.Equal("<p></p>", new Html().Add($"<p>{(string?)null}</p>").ToString());
    }

    [Fact]
    public void What_no_page_may_hold_is_replaced()
    {
        string text = "a\0b\u001bc\u0085d\ud800e\nf\tπ😀";
        Assert.Equal("a\ufffdb\ufffdc\ufffdd\ufffde\nf\tπ😀", new Html().Add($"{text}").ToString());
    }
}

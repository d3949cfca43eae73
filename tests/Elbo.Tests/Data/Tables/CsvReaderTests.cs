using System.Text;
using Elbo.Data.Tables;

namespace Elbo.Tests.Data.Tables;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b", "1|2")]
    [InlineData("a,b\r\n1,2", "a|b", "1|2")]
    [InlineData("a,b\r1,2\r", "a|b", "1|2")]
    [InlineData("\"a,\"\"x\"\"\",b\n\"1\n2\",", "a,\"x\"|b", "1\n2|")]
    [InlineData("\uFEFFa,b\n\n\n1,2\n\n", "a|b", "1|2")]
    [InlineData("a;b\n1,5;2\n", "a|b", "1,5|2")]
    [InlineData("a\tb\n1\t2\n", "a|b", "1|2")]
    [InlineData("a,b\n 1 ,2\"x\n", "a|b", " 1 |2\"x")]
    [InlineData("\"\",b\n,\n", "|b", "|")]
    public void Records_are_divided_and_unquoted_as_RFC_4180_says(string text, params string[] records) => Assert.Equal(records, Records(text));

    [Fact]
    public void Long_files_are_read_over_the_ends_of_the_buffer()
    {
        var lines = Enumerable.Range(0, 9000).Select(i => $"{i},\"{new string('x', i % 7)}\"\"é\"").ToArray();
        var records = Records(string.Join("\r\n", lines));
        Assert.Equal(lines.Length, records.Count);
        Assert.All(Enumerable.Range(0, lines.Length), i => Assert.Equal($"{i}|{new string('x', i % 7)}\"é", records[i]));
    }

    [Fact]
    public void A_record_says_in_which_line_it_begins()
    {
        using var reader = Reader("a,b\n\"1\n\n2\",3\n\nx,y\n");
        var lines = new List<long>();
        while (reader.Next()) lines.Add(reader.Line);
        Assert.Equal([1, 2, 6], lines);
    }

    [Theory]
    [InlineData("a,b\n\"1,2\n", "line 2")]
    [InlineData("a,b\n1,\"2\"x\n", "behind a closing quote")]
    public void A_broken_quote_is_refused_with_its_line(string text, string words) =>
        Assert.Contains(words, Assert.Throws<ElboException>(() => Records(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_text_is_refused() =>
        Assert.Contains("UTF-8", Assert.Throws<ElboException>(() => Records([0x61, 0x2C, 0xFF, 0xC3, 0x28])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_record_without_end_is_refused_before_it_takes_all_memory()
    {
        var error = Assert.Throws<ElboException>(() => Records(new string('x', 5_000_000)));
        Assert.Contains("longer than", error.Message, StringComparison.Ordinal);
    }

    private static List<string> Records(string text) => Records(Encoding.UTF8.GetBytes(text));

    private static List<string> Records(byte[] bytes)
    {
        using var reader = new CsvReader(new MemoryStream(bytes), "table.csv");
        var records = new List<string>();
        while (reader.Next()) records.Add(string.Join('|', Enumerable.Range(0, reader.Count).Select(i => reader.Cell(i).ToString())));
        return records;
    }

    private static CsvReader Reader(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "table.csv");
}

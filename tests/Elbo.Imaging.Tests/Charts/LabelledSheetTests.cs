using System.Xml.Linq;

namespace Elbo.Imaging.Charts.Tests;

public sealed class LabelledSheetTests
{
    [Fact]
    public void The_picture_inside_is_the_sheet()
    {
        var chart = Sheet(3, 4, 28);
        XElement image = new Drawing(chart).Document.Descendants().Single(e => e.Name.LocalName == "image");
        string data = image.Attribute("href")!.Value;
        const string Start = "data:image/png;base64,";
        Assert.StartsWith(Start, data, StringComparison.Ordinal);
        Pixmap inside = Png.Read(Convert.FromBase64String(data[Start.Length..])), sheet = chart.Sheet();
        Assert.Equal(sheet.Pixels, inside.Pixels);
        Assert.Equal((sheet.Width, sheet.Height), (inside.Width, inside.Height));
        Assert.Equal((sheet.Width, sheet.Height), ((int)image.Attribute("width")!, (int)image.Attribute("height")!));
        Assert.Equal(new ContactSheet().Grid(chart.Pictures, 4).Pixels, sheet.Pixels);
    }

    [Fact]
    public void Paired_rows_are_the_sheet_of_pairs()
    {
        var chart = Sheet(4, 3, 9) with { PairedRows = true };
        Pixmap[] upper = [.. chart.Pictures.Where((_, i) => i / 3 % 2 == 0)], lower = [.. chart.Pictures.Where((_, i) => i / 3 % 2 == 1)];
        Assert.Equal(new ContactSheet().Pairs(upper, lower, 3).Pixels, chart.Sheet().Pixels);
        Draw(chart).AssertNothingOverlapsOrLeaves();
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 30, 8)]
    [InlineData(10, 11, 28)]
    [InlineData(3, 5, 64)]
    [InlineData(40, 2, 12)]
    public void Labels_stand_beside_their_rows_and_columns_and_never_overlap(int rows, int columns, int side)
    {
        var drawing = Draw(Sheet(rows, columns, side));
        drawing.AssertNothingOverlapsOrLeaves();
        // A row too low for a line has no label; a higher one has a note, too.
        Assert.Equal(side >= 11 ? rows : 0, drawing.Texts.Count(text => text.StartsWith("row ", StringComparison.Ordinal)));
        Assert.Equal(side >= 30 ? rows : 0, drawing.Texts.Count(text => text.StartsWith("note ", StringComparison.Ordinal)));
        Assert.Contains($"c{columns / 2}", drawing.Texts);
        if (side >= 28) Assert.Equal(columns, drawing.Texts.Count(text => text.StartsWith('c')));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => (Sheet(2, 3, 4) with { RowLabels = ["only one"] }).ToSvg());
        Assert.Throws<ArgumentException>(() => (Sheet(2, 3, 4) with { ColumnLabels = ["only one"] }).ToSvg());
        Assert.Throws<ArgumentException>(() => (Sheet(2, 3, 4) with { Columns = 4 }).Sheet());
        Assert.Throws<ArgumentException>(() => (Sheet(3, 3, 4) with { PairedRows = true }).Sheet());
        Assert.Throws<ArgumentException>(() => (Sheet(3, 3, 4) with { Pictures = [] }).Sheet());
    }

    private static LabelledSheet Sheet(int rows, int columns, int side) => new()
    {
        Title = "A sheet",
        Subtitle = "of pictures that are plain",
        Pictures = [.. Enumerable.Range(0, rows * columns).Select(i => Plain(side, (byte)(i * 7)))],
        Columns = columns,
        RowLabels = [.. Enumerable.Range(0, rows).Select(i => $"row {i}")],
        RowNotes = [.. Enumerable.Range(0, rows).Select(i => $"note {i}, longer than its name")],
        ColumnLabels = [.. Enumerable.Range(0, columns).Select(i => $"c{i}")],
    };

    private static Pixmap Plain(int side, byte grey)
    {
        var picture = new Pixmap(side, side, 1);
        picture.Pixels.AsSpan().Fill(grey);
        return picture;
    }

    /// <summary>A sheet chooses its own width.</summary>
    private static Drawing Draw(LabelledSheet chart) => new(chart with { Width = (double)XDocument.Parse(chart.ToSvg()).Root!.Attribute("width")! });
}

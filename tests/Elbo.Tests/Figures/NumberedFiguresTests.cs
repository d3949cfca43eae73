using Elbo.Figures;

namespace Elbo.Tests.Figures;

public sealed class NumberedFiguresTests
{
    [Fact]
    public void Known_figures_are_those_found_at_first_and_those_saved_since_without_another_look_at_the_folder()
    {
        using var folder = new TemporaryFolder();
        string sheets = folder["sheets"];
        var figures = new NumberedFigures(sheets, "", 4, ".png");
        Assert.Empty(figures.Known);
        Directory.CreateDirectory(sheets);
        foreach (int number in new[] { 9, 2, 12 }) File.WriteAllText(figures.PathOf(number), "");
        Assert.True(figures.Prepare(9));
        figures.Save(10, path => File.WriteAllText(path, ""));
        Assert.Throws<ElboException>(() => figures.Save(11, _ => throw new IOException("full")));
        File.WriteAllText(figures.PathOf(13), "not ours");
        Assert.Equal([2, 9, 10], figures.Known.Select(figure => figure.Number));
        Assert.Equal([2, 9, 10, 13], figures.List().Select(figure => figure.Number));
        Assert.True(figures.Prepare(9));
        Assert.Equal(figures.List(), figures.Known);
    }
}

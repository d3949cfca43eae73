namespace Elbo.Imaging.Tests;

public sealed class ContactSheetTests
{
    private static readonly ContactSheet Plain = new() { Scale = 1, Gap = 1, Background = 200 };

    [Fact]
    public void A_grid_has_gaps_between_and_around()
    {
        Pixmap sheet = Plain.Grid([Flat(1), Flat(2), Flat(3)], columns: 2);
        Assert.Equal((5, 5, 1), (sheet.Width, sheet.Height, sheet.Channels));
        Assert.Equal(
        [
            200, 200, 200, 200, 200,
            200, 1, 200, 2, 200,
            200, 200, 200, 200, 200,
            200, 3, 200, 200, 200,
            200, 200, 200, 200, 200,
        ], sheet.Pixels);
    }

    [Fact]
    public void Pixels_are_enlarged_to_squares()
    {
        Pixmap sheet = (Plain with { Scale = 3, Gap = 0 }).Grid([new Pixmap(2, 1, 1, [10, 20])], columns: 1);
        Assert.Equal((6, 3), (sheet.Width, sheet.Height));
        for (int y = 0; y < 3; y++)
            Assert.Equal([10, 10, 10, 20, 20, 20], sheet.Row(y).ToArray());
    }

    [Fact]
    public void Reconstructions_are_under_their_originals_and_pairs_apart()
    {
        Pixmap sheet = Plain.Pairs([Flat(1), Flat(2)], [Flat(11), Flat(12)], columns: 1, PairLayout.Over);
        byte[] column = new byte[sheet.Height];
        for (int y = 0; y < column.Length; y++)
            column[y] = sheet.Row(y)[1];
        Assert.Equal([200, 1, 200, 11, 200, 200, 200, 2, 200, 12, 200], column);
    }

    [Fact]
    public void Reconstructions_are_beside_their_originals_and_pairs_apart()
    {
        Pixmap sheet = Plain.Pairs([Flat(1), Flat(2)], [Flat(11), Flat(12)], columns: 2, PairLayout.Beside);
        Assert.Equal([200, 1, 200, 11, 200, 200, 200, 2, 200, 12, 200], sheet.Row(1).ToArray());
    }

    [Fact]
    public void One_coloured_picture_makes_the_sheet_coloured_and_alpha_shows_the_ground()
    {
        Pixmap sheet = (Plain with { Gap = 0 }).Grid([Flat(7), new Pixmap(1, 1, 3, [1, 2, 3]), new Pixmap(1, 1, 4, [100, 0, 0, 128])], columns: 3);
        Assert.Equal([7, 7, 7, 1, 2, 3, 150, 100, 100], sheet.Pixels);
    }

    [Fact]
    public void A_sheet_without_columns_is_about_square()
    {
        Pixmap sheet = (Plain with { Gap = 0 }).Grid([.. Enumerable.Range(0, 10).Select(i => Flat((byte)i))]);
        Assert.Equal((4, 3), (sheet.Width, sheet.Height));
    }

    [Fact]
    public void An_earlier_sheet_is_drawn_over_where_it_fits()
    {
        Pixmap earlier = Plain.Grid([Flat(1), Flat(2), Flat(3)], columns: 2);
        Pixmap again = Plain.Grid([Flat(4), Flat(5)], columns: 2, over: earlier), taller = Plain.Grid([Flat(4), Flat(5), Flat(6)], columns: 2, over: earlier);
        Assert.NotSame(earlier, again);
        Assert.Same(earlier, taller);
        Assert.Equal(Plain.Grid([Flat(4), Flat(5), Flat(6)], columns: 2).Pixels, taller.Pixels);
    }

    [Fact]
    public void Pictures_that_do_not_fit_together_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Plain.Grid([]));
        Assert.Throws<ArgumentException>(() => Plain.Grid([Flat(1), new Pixmap(2, 1, 1)], columns: 2));
        Assert.Throws<ArgumentException>(() => Plain.Pairs([Flat(1)], [Flat(1), Flat(2)], columns: 1));
        Assert.ThrowsAny<ArgumentException>(() => (Plain with { Scale = 0 }).Grid([Flat(1)]));
        Assert.ThrowsAny<ArgumentException>(() => (Plain with { Scale = int.MaxValue }).Grid([new Pixmap(9, 9, 1)]));
    }

    private static Pixmap Flat(byte grey) => new(1, 1, 1, [grey]);
}

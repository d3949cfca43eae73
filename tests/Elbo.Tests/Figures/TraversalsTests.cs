using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Imaging;

namespace Elbo.Tests.Figures;

public sealed class TraversalsTests
{
    private static readonly DimensionUsage[] Ranked =
        [new(2, 3.25, 0.9), new(0, 1.5, 0.5), new(3, 0.4, 0.2), new(1, 0.01, 0.005)];

    [Fact]
    public void A_row_moves_its_dimension_alone_from_end_to_end_of_the_prior()
    {
        using var vae = UntrainedModel.Of(4);
        float[] centre = [0.5f, -1, 0.25f, 2];
        var sheet = new Traversals(Ranked, centre) { Steps = 5, Range = 2 }.Sheet(vae);
        Assert.Equal((20, 5), (sheet.Pictures.Count, sheet.Columns));
        for (int row = 0; row < 4; row++)
        {
            for (int step = 0; step < 5; step++)
            {
                float[] code = [.. centre];
                code[Ranked[row].Dimension] = step - 2;
                Assert.Equal(Picture(vae, code).Pixels, sheet.Pictures[(row * 5) + step].Pixels);
            }
        }
        Assert.Equal(["−2.0", "−1.0", "0", "1.0", "2.0"], sheet.ColumnLabels);
    }

    [Fact]
    public void Rows_are_named_after_their_dimension_and_what_it_carries()
    {
        using var vae = UntrainedModel.Of(4);
        var around = new Traversals(Ranked, [0.5f, -1, 0.31f, 2]) { Steps = 3, Origin = "picture 9" }.Sheet(vae);
        Assert.Equal(["latent 2", "latent 0", "latent 3", "latent 1"], around.RowLabels);
        Assert.Equal(["3.25 nats, at 0.3", "1.50 nats, at 0.5", "0.40 nats, at 2.0", "0.01 nats, unused"], around.RowNotes);
        Assert.Contains("around picture 9", around.Subtitle, StringComparison.Ordinal);
        var prior = new Traversals(Ranked, new float[4]) { Steps = 3 }.Sheet(vae);
        Assert.Equal(["3.25 nats", "1.50 nats", "0.40 nats", "0.01 nats, unused"], prior.RowNotes);
        Assert.Contains("the others at 0", prior.Subtitle, StringComparison.Ordinal);
    }

    [Fact]
    public void The_moving_picture_goes_there_and_back_without_a_jump()
    {
        using var vae = UntrainedModel.Of(4);
        var frames = new Traversals(Ranked, new float[4]).Frames(vae);
        Assert.Equal(48, frames.Count);
        for (int i = 1; i < 24; i++) Assert.Equal(frames[24 - i].Pixels, frames[24 + i].Pixels);
        // Neighbours, the last and the first among them, differ little beside the two ends.
        double most = Enumerable.Range(0, 48).Max(i => Difference(frames[i], frames[(i + 1) % 48]));
        Assert.InRange(most, 1e-9, 0.2 * Difference(frames[0], frames[24]));
        Assert.Equal(4 * 48 + 5 * 2, frames[0].Width);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1000, 3)]
    public void One_latent_dimension_or_a_thousand_are_drawn(int latent, int channels)
    {
        using var vae = UntrainedModel.Of(latent, channels);
        var data = UntrainedModel.Noise(40, channels);
        var shown = Traversals.MostUsed(DimensionUsage.Ranked(vae, data));
        var traversals = new Traversals(shown, new float[latent]);
        Assert.Equal(Math.Min(latent, 10), shown.Count);
        Assert.Equal(shown.Count * 11, traversals.Sheet(vae).Pictures.Count);
        Assert.Equal(channels, traversals.Frames(vae)[0].Channels);
    }

    [Fact]
    public void Those_in_use_are_shown_ten_at_most_unless_told_otherwise()
    {
        Assert.Equal([2, 0, 3], Traversals.MostUsed(Ranked).Select(each => each.Dimension));
        Assert.Equal([2, 0, 3, 1], Traversals.MostUsed(Ranked, 4).Select(each => each.Dimension));
        Assert.Equal([2], Traversals.MostUsed(Ranked, 1).Select(each => each.Dimension));
        DimensionUsage[] many = [.. Enumerable.Range(0, 30).Select(d => new DimensionUsage(d, 1, 1))], none = [.. many.Select(each => each with { MeanVariance = 0 })];
        Assert.Equal(10, Traversals.MostUsed(many).Count);
        Assert.Equal(10, Traversals.MostUsed(none).Count);
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        using var vae = UntrainedModel.Of(4);
        var good = new Traversals(Ranked, new float[4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => (good with { Steps = 1 }).Sheet(vae));
        Assert.Throws<ArgumentException>(() => (good with { Range = double.NaN }).Sheet(vae));
        Assert.Throws<ArgumentException>(() => (good with { Centre = new float[3] }).Frames(vae));
        Assert.Throws<ArgumentException>(() => (good with { Dimensions = [] }).Frames(vae));
        Assert.Throws<ArgumentOutOfRangeException>(() => (good with { Dimensions = [new(4, 1, 1)] }).Sheet(vae));
        Assert.Contains("not finite", Assert.Throws<ElboException>(() => (good with { Centre = [0, 0, 0, float.NaN] }).Sheet(vae)).Message, StringComparison.Ordinal);
    }

    private static Pixmap Picture(Vae vae, float[] code) => Elbo.Figures.Pictures.FromRows(vae.Decode(code), vae.Shape)[0];

    private static double Difference(Pixmap a, Pixmap b)
    {
        double sum = 0;
        for (int i = 0; i < a.Pixels.Length; i++) sum += Math.Abs(a.Pixels[i] - b.Pixels[i]);
        return sum / a.Pixels.Length;
    }
}

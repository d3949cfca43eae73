using Elbo.Data;
using Elbo.Figures;
using Elbo.Imaging;
using Elbo.Latents;
using Elbo.Tensors;

namespace Elbo.Tests.Figures;

public sealed class InterpolationsTests
{
    [Fact]
    public void The_arc_lies_over_the_straight_line_between_the_originals()
    {
        using var vae = UntrainedModel.Of(4);
        var data = UntrainedModel.Noise(20);
        (int From, int To)[] pairs = [(3, 7), (19, 0)];
        var sheet = new Interpolations(data, pairs) { Steps = 5 }.Sheet(vae);
        Assert.Equal((28, 7, true), (sheet.Pictures.Count, sheet.Columns, sheet.PairedRows));
        for (int row = 0; row < 4; row++)
        {
            var (from, to) = pairs[row / 2];
            Assert.Equal(Original(data, from).Pixels, sheet.Pictures[row * 7].Pixels);
            Assert.Equal(Original(data, to).Pixels, sheet.Pictures[(row * 7) + 6].Pixels);
            float[] start = vae.Encode(Vae.Intensities(data, [from])).Mean, end = vae.Encode(Vae.Intensities(data, [to])).Mean, code = new float[4];
            for (int step = 0; step < 5; step++)
            {
                if (row % 2 == 0) LatentPath.Spherical(start, end, step / 4.0, code);
                else LatentPath.Linear(start, end, step / 4.0, code);
                Assert.Equal(Elbo.Figures.Pictures.FromRows(vae.Decode(code), vae.Shape)[0].Pixels, sheet.Pictures[(row * 7) + 1 + step].Pixels);
            }
        }
        Assert.Equal(["spherical", "linear", "spherical", "linear"], sheet.RowLabels);
        Assert.Equal(["3 → 7", "0 → 1", "19 → 0", "1 → 0"], sheet.RowNotes);
        Assert.Equal(["original", "0", "0.25", "0.5", "0.75", "1", "original"], sheet.ColumnLabels);
    }

    [Fact]
    public void Pairs_are_drawn_of_different_labels_and_the_same_ones_for_a_seed()
    {
        var data = UntrainedModel.Noise(50);
        var pairs = Interpolations.DrawPairs(data, 200);
        Assert.All(pairs, pair => Assert.NotEqual(data.Labels![pair.From], data.Labels[pair.To]));
        Assert.Equal(pairs, Interpolations.DrawPairs(data, 200));
        Assert.Equal(pairs.Take(5), Interpolations.DrawPairs(data));
        Assert.NotEqual(pairs, Interpolations.DrawPairs(data, 200, seed: 2));
        Assert.True(pairs.Select(pair => pair.From).Distinct().Count() > 40);
    }

    [Fact]
    public void Without_labels_or_with_one_only_the_pictures_differ_at_least()
    {
        foreach (var data in new[] { UntrainedModel.Noise(4, labelled: false), OneLabel() })
            Assert.All(Interpolations.DrawPairs(data, 300), pair => Assert.NotEqual(pair.From, pair.To));
        Assert.Contains("at least two", Assert.Throws<ElboException>(() => Interpolations.DrawPairs(UntrainedModel.Noise(1))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void The_moving_picture_goes_there_and_back_for_any_number_of_dimensions(int latent)
    {
        using var vae = UntrainedModel.Of(latent, channels: 3);
        var frames = new Interpolations(UntrainedModel.Noise(9, 3), [(0, 1), (2, 3), (4, 4)]).Frames(vae);
        Assert.Equal(48, frames.Count);
        for (int i = 1; i < 24; i++) Assert.Equal(frames[24 - i].Pixels, frames[24 + i].Pixels);
        Assert.NotEqual(frames[0].Pixels, frames[24].Pixels);
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        using var vae = UntrainedModel.Of(2);
        var data = UntrainedModel.Noise(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Interpolations(data, [(0, 1)]) { Steps = 1 }.Sheet(vae));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Interpolations(data, [(0, 5)]).Sheet(vae));
        Assert.Throws<ArgumentException>(() => new Interpolations(data, []).Frames(vae));
        Assert.Contains("give data of that shape", Assert.Throws<ElboException>(() => new Interpolations(UntrainedModel.Noise(5, 3), [(0, 1)]).Sheet(vae)).Message, StringComparison.Ordinal);
    }

    private static ByteDataset OneLabel() => new("alike", new Shape(1, 8, 8), new byte[4 * 64], new byte[4]);

    private static Pixmap Original(ByteDataset data, int index) => Elbo.Figures.Pictures.FromRows(Vae.Intensities(data, [index]), data.Shape)[0];
}

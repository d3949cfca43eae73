using Elbo.Figures;
using Elbo.Tests.Evaluation;

namespace Elbo.Tests.Figures;

public sealed class NeighbourSheetTests
{
    [Fact]
    public void A_sample_stands_left_of_a_gap_and_its_nearest_training_pictures()
    {
        var train = Bars.Splits.Train;
        using var vae = Bars.Parrot(Vae.Intensities(train, [17]));
        var sheet = NeighbourSheet.Of(vae, train, samples: 3, neighbours: 4);
        Assert.Equal(((6 * 9 * 2) + (7 * 2), (3 * 10 * 2) + (4 * 2), 1), (sheet.Width, sheet.Height, sheet.Channels));
        var own = Pictures.FromRows(Vae.Intensities(train, [17]), Bars.Shape)[0];
        for (int y = 0; y < 20; y++)
        {
            for (int x = 0; x < 18; x++)
            {
                byte expected = own.Row(y / 2)[x / 2];
                // Two pixels of ground before each cell; the second cell is the gap.
                Assert.Equal(expected, sheet.Row(2 + y)[2 + x]);
                Assert.Equal(238, sheet.Row(2 + y)[22 + x]);
                Assert.Equal(expected, sheet.Row(2 + y)[42 + x]);
            }
        }
        Assert.Equal((2 * 9 * 2) + (3 * 2) + 18 + 2, NeighbourSheet.Of(vae, train.Slice(0, 1, "one"), samples: 1).Width);
    }

    [Fact]
    public void Without_training_pictures_it_is_refused()
    {
        using var vae = Bars.Model();
        Assert.Equal("none is empty; there are no neighbours to draw.", Assert.Throws<ElboException>(() => NeighbourSheet.Of(vae, Bars.Data("none", 0, 1))).Message);
    }
}

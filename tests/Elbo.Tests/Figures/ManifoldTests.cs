using Elbo.Figures;
using Elbo.Imaging;

namespace Elbo.Tests.Figures;

public sealed class ManifoldTests
{
    [Fact]
    public void The_first_dimension_grows_to_the_right_the_second_upwards_and_the_others_stay_at_the_centre()
    {
        using var vae = UntrainedModel.Of(4);
        float[] centre = [0.5f, -1, 0.25f, 1.5f];
        var sheet = Sheets.Manifold(vae, ManifoldGrid.Linear, first: 3, second: 1, size: 5, centre);
        Assert.Equal((40, 40), (sheet.Width, sheet.Height));
        for (int row = 0; row < 5; row++)
        {
            for (int column = 0; column < 5; column++)
            {
                float[] code = [0.5f, 2 - row, 0.25f, column - 2];
                var expected = Elbo.Figures.Pictures.FromRows(vae.Decode(code), vae.Shape)[0];
                Assert.Equal(expected.Pixels, sheet.Crop(8 * column, 8 * row, 8, 8).Pixels);
            }
        }
    }

    [Fact]
    public void Without_a_centre_the_others_are_zero()
    {
        using var vae = UntrainedModel.Of(3);
        Assert.Equal(Sheets.Manifold(vae, ManifoldGrid.Quantiles, 0, 2, 4, new float[3]).Pixels, Sheets.Manifold(vae, ManifoldGrid.Quantiles, 0, 2, 4).Pixels);
        Assert.NotEqual(Sheets.Manifold(vae, ManifoldGrid.Quantiles, 0, 2, 4, [0, 2, 0]).Pixels, Sheets.Manifold(vae, ManifoldGrid.Quantiles, 0, 2, 4).Pixels);
    }

    [Fact]
    public void One_dimension_gives_one_row()
    {
        using var vae = UntrainedModel.Of(1);
        var sheet = Sheets.Manifold(vae, ManifoldGrid.Quantiles, 0, 0, 7);
        Assert.Equal((56, 8), (sheet.Width, sheet.Height));
    }

    [Fact]
    public void Codes_of_a_thousand_dimensions_are_made_as_they_are_needed()
    {
        using var vae = UntrainedModel.Of(1000);
        Sheets.Manifold(vae, ManifoldGrid.Linear, 0, 999, 2);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pixmap sheet = Sheets.Manifold(vae, ManifoldGrid.Linear, 0, 999, 60);
        // All 3,600 codes at once would take 14.4 MB; a batch of them takes 1.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, sheet.Pixels.Length, 8_000_000);
    }

    [Fact]
    public void Dimensions_that_span_no_plane_are_refused()
    {
        using var vae = UntrainedModel.Of(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sheets.Manifold(vae, ManifoldGrid.Linear, 0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sheets.Manifold(vae, ManifoldGrid.Linear, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sheets.Manifold(vae, ManifoldGrid.Linear, 1, 1));
        Assert.Throws<ArgumentException>(() => Sheets.Manifold(vae, ManifoldGrid.Linear, 0, 1, centre: new float[2]));
    }
}

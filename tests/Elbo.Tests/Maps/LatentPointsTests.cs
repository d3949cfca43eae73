using Elbo.Figures;
using Elbo.Maps;
using Elbo.Tests.Figures;

namespace Elbo.Tests.Maps;

public sealed class LatentPointsTests
{
    [Fact]
    public void Parts_follow_each_other_with_their_codes_and_colours()
    {
        using var folder = new TemporaryFolder();
        var run = Elbo.Runs.RunDirectory.Create(folder["run"], PictureRun.Recipe("training.epochs=1"));
        using (var trainer = PictureRun.Trainer(run)) trainer.Run();
        using var vae = Vae.Load(folder["run"]);
        var data = PictureRun.Data;
        var points = LatentPoints.Encode(vae, [data.Train, data.Test]);
        Assert.Equal(71, points.Count);
        Assert.Equal([.. vae.Encode(data.Train).Mean, .. vae.Encode(data.Test).Mean], points.Means);
        Assert.Equal([.. vae.Encode(data.Train).Deviation, .. vae.Encode(data.Test).Deviation], points.Deviations);
        Assert.Null(points.Labels);
        Assert.Equal(3, points.Colours.Length);
        float[] first = Vae.Intensities(data.Test, [4]);
        for (int c = 0; c < 3; c++) Assert.Equal(first[c * 64], points.Colours[c][66], 5);
    }

    [Fact]
    public void A_map_is_coloured_by_what_the_points_have()
    {
        var points = new LatentPoints { Latent = 2, Means = new float[6], Deviations = new float[6] };
        float[] places = [0, 1, 2, 3, 4, 5];
        var labelled = Chart(points with { Labels = [2, 0, 1], LabelNames = ["a", "b", "c"] });
        Assert.Equal(["a", "b", "c"], labelled.ClassNames);
        Assert.Equal([2, 0, 1], labelled.Panels[0].Labels!);
        Assert.Equal([0, 2, 4f], labelled.Panels[0].X);
        Assert.Equal([1, 3, 5f], labelled.Panels[0].Y);
        var grey = Chart(points with { Colours = [[0.2f, 0.9f, 0.5f]] });
        Assert.Equal((0.2f, 0.9f), ((float)grey.Panels[0].Values!.Minimum, (float)grey.Panels[0].Values!.Maximum));
        Assert.Equal("coloured by mean brightness", grey.Panels[0].Title);
        var colour = Chart(points with { Colours = [[0, 1, 0], [0, 1, 1], [0, 1, 0.5f]] });
        Assert.Equal(3, colour.Panels[0].Colours!.Count);
        Assert.Equal("coloured by mean colour", colour.Panels[0].Title);
        Assert.Equal("in one colour", Chart(points).Panels[0].Title);
        Assert.Throws<ArgumentException>(() => MapScatter.Of(points, [1, 2], "", "", "", ""));

        Elbo.Imaging.Charts.ScatterChart Chart(LatentPoints some) => MapScatter.Of(some, places, "title", "subtitle", "x", "y");
    }

    [Fact]
    public void A_table_has_a_row_a_point()
    {
        using var folder = new TemporaryFolder();
        MapTable.Save(folder["map.csv"], [0.5f, -1, 1e-7f, 2], [1, 0], ["a, or \"b\"", "c"]);
        Assert.Equal("index,x,y,label\n0,0.5,-1,c\n1,1E-07,2,\"a, or \"\"b\"\"\"\n", File.ReadAllText(folder["map.csv"]));
        MapTable.Save(folder["map.csv"], [0.5f, -1], null, []);
        Assert.Equal("index,x,y,label\n0,0.5,-1,\n", File.ReadAllText(folder["map.csv"]));
        Assert.Throws<ElboException>(() => MapTable.Save(folder["nowhere/map.csv"], [], null, []));
    }
}

using System.Net;
using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Figures;
using Elbo.Imaging;

namespace Elbo.Explorer.Tests;

[Collection(ServedRuns.Shared)]
public sealed class PointTests(ServedRuns served)
{
    [Theory]
    [InlineData("grey")]
    [InlineData("classes")]
    public async Task A_test_picture_has_its_posterior_and_a_bound_of_two_terms(string id)
    {
        var point = await served.Visitor.Json($"/api/runs/{id}/points/11");
        using var vae = served.Load(id);
        var test = Datasets.Load(vae.Recipe.Data).Test;
        Assert.Equal((3, "3"), (point.GetProperty("label").GetInt32(), point.GetProperty("className").GetString()));
        float[] image = Vae.Intensities(test, [11]);
        var codes = vae.Encode(image, vae.Classes > 0 ? [3] : []);
        Assert.All(PlaneTests.Floats(point.GetProperty("mean")).Zip(codes.Mean), pair => Assert.Equal(pair.Second, pair.First, 1e-4f));
        double kl = codes.Mean.Select((mean, d) => LatentMoments.Divergence(mean, codes.Deviation[d])).Sum();
        Assert.Equal(kl, point.GetProperty("kl").GetDouble(), 1e-3);
        // Bernoulli: the cross-entropy with the decoded mean.
        float[] decoded = vae.Reconstruct(image, vae.Classes > 0 ? [3] : []);
        double lost = -image.Select((x, i) => (x * Math.Log(decoded[i])) + ((1 - x) * Math.Log(1 - decoded[i]))).Sum();
        Assert.Equal(lost, point.GetProperty("reconstruction").GetDouble(), 0.01);
        Assert.Equal(-(kl + lost), point.GetProperty("elbo").GetDouble(), 0.01);
    }

    [Fact]
    public async Task Percentiles_order_the_test_set_by_how_unusual_a_picture_is()
    {
        var all = new List<(double Loss, double Percentile)>();
        for (int i = 0; i < TinyRun.TestPictures; i++)
        {
            var point = await served.Visitor.Json($"/api/runs/grey/points/{i}");
            all.Add((-point.GetProperty("elbo").GetDouble(), point.GetProperty("percentile").GetDouble()));
        }
        Assert.Equal(all.OrderBy(p => p.Loss).Select(p => p.Percentile), all.Select(p => p.Percentile).Order());
        Assert.InRange(all.Min(p => p.Percentile), 0, 2);
        Assert.InRange(all.Max(p => p.Percentile), 98, 100);
    }

    [Theory]
    [InlineData("grey")]
    [InlineData("colour")]
    public async Task The_picture_and_its_reconstruction_are_shown(string id)
    {
        using var vae = served.Load(id);
        var test = Datasets.Load(vae.Recipe.Data).Test;
        float[] image = Vae.Intensities(test, [2]);
        Assert.Equal(Pictures.FromRows(image, vae.Shape)[0].Pixels, Png.Read(await served.Visitor.Bytes($"/api/runs/{id}/points/2/picture")).Pixels);
        byte[] expected = Pictures.FromRows(vae.Reconstruct(image), vae.Shape)[0].Pixels;
        Assert.All(expected.Zip(Png.Read(await served.Visitor.Bytes($"/api/runs/{id}/points/2/reconstruction")).Pixels), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
    }

    [Theory]
    [InlineData("60")]
    [InlineData("-1")]
    [InlineData("one")]
    [InlineData("99999999999")]
    public async Task A_picture_beyond_the_test_set_is_unknown(string index)
    {
        await served.Visitor.Refused($"/api/runs/grey/points/{index}", HttpStatusCode.NotFound);
        await served.Visitor.Refused($"/api/runs/grey/points/{index}/picture", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Means_are_those_of_each_labels_codes()
    {
        var means = (await served.Visitor.Json("/api/runs/grey/means")).EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, 8), means.Select(mean => mean.GetProperty("label").GetInt32()));
        Assert.Equal(TinyRun.TestPictures, means.Sum(mean => mean.GetProperty("count").GetInt32()));
        int[] members = [.. Enumerable.Range(0, TinyRun.TestPictures).Where(i => i % 8 == 5)];
        var group = await served.Visitor.PostForJson("/api/runs/grey/mean", $"{{\"indices\":[{string.Join(',', members)}]}}");
        Assert.Equal(means[5].GetProperty("mean").GetRawText(), group.GetProperty("mean").GetRawText());
        Assert.Equal(0, (await served.Visitor.Json("/api/runs/colour/means")).GetArrayLength());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"indices\":[]}")]
    [InlineData("{\"indices\":[60]}")]
    [InlineData("{\"indices\":[-1]}")]
    [InlineData("{\"indices\":[0.5]}")]
    public async Task A_group_of_pictures_that_are_not_there_has_no_mean(string body) => await served.Visitor.RefusedPost("/api/runs/grey/mean", body, HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_seed_draws_the_same_code_of_the_prior_again()
    {
        var first = await served.Visitor.Json("/api/runs/grey/random?seed=5");
        using var vae = served.Load("grey");
        Assert.Equal(vae.DrawCodes(1, 5), PlaneTests.Floats(first.GetProperty("code")));
        var other = await served.Visitor.Json("/api/runs/grey/random");
        long seed = other.GetProperty("seed").GetInt64();
        Assert.Equal(vae.DrawCodes(1, seed), PlaneTests.Floats(other.GetProperty("code")));
        await served.Visitor.Refused("/api/runs/grey/random?seed=x", HttpStatusCode.BadRequest);
    }
}

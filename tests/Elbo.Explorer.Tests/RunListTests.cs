using System.Net;
using System.Text.Json;
using Elbo.Imaging;

namespace Elbo.Explorer.Tests;

[Collection(ServedRuns.Shared)]
public sealed class RunListTests(ServedRuns served)
{
    [Fact]
    public async Task A_folder_lists_its_runs_with_what_is_known_of_them()
    {
        var runs = (await served.Visitor.Json("/api/runs")).EnumerateArray().ToList();
        Assert.Equal(["classes", "colour", "grey"], runs.Select(run => run.GetProperty("id").GetString()));
        var colour = runs[1];
        Assert.Equal((8, 8, 3), (colour.GetProperty("width").GetInt32(), colour.GetProperty("height").GetInt32(), colour.GetProperty("channels").GetInt32()));
        Assert.All(runs, run =>
        {
            Assert.Equal(("bars", 3, "finished"), (run.GetProperty("recipe").GetString(), run.GetProperty("latent").GetInt32(), run.GetProperty("state").GetString()));
            Assert.Equal((2, 2), (run.GetProperty("epoch").GetInt32(), run.GetProperty("epochs").GetInt32()));
            Assert.True(run.GetProperty("validationLoss").GetDouble() > 0);
            Assert.Equal(JsonValueKind.Null, run.GetProperty("damaged").ValueKind);
        });
    }

    [Theory]
    [InlineData("grey", 1, false, 8)]
    [InlineData("classes", 1, true, 8)]
    [InlineData("colour", 3, false, 0)]
    public async Task A_run_tells_of_its_model_and_of_each_dimension(string id, int channels, bool conditional, int classes)
    {
        var run = await served.Visitor.Json($"/api/runs/{id}");
        Assert.Equal((channels, conditional, classes), (run.GetProperty("channels").GetInt32(), run.GetProperty("conditional").GetBoolean(), run.GetProperty("classes").GetArrayLength()));
        Assert.Equal(id == "colour" ? "gaussian" : "bernoulli", run.GetProperty("likelihood").GetString());
        Assert.Equal(classes > 0, run.GetProperty("test").GetProperty("labelled").GetBoolean());
        var dimensions = run.GetProperty("dimensions").EnumerateArray().ToList();
        Assert.Equal([0, 1, 2], dimensions.Select(d => d.GetProperty("index").GetInt32()).Order());
        double[] kl = [.. dimensions.Select(d => d.GetProperty("kl").GetDouble())];
        Assert.Equal(kl.OrderDescending(), kl);
        Assert.Equal(["latents", "pca", "tsne"], run.GetProperty("axes").EnumerateArray().Select(axes => axes.GetString()));
    }

    [Fact]
    public async Task The_test_sets_size_is_told()
    {
        Assert.Equal(TinyRun.TestPictures, (await served.Visitor.Json("/api/runs/grey")).GetProperty("test").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_thumbnail_is_a_sheet_of_samples()
    {
        var sheet = Png.Read(new MemoryStream(await served.Visitor.Bytes("/api/runs/colour/thumbnail")));
        Assert.Equal(3, sheet.Channels);
        Assert.True(sheet.Width > 6 * TinyRun.Side && sheet.Height > 4 * TinyRun.Side);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("..")]
    [InlineData("%2e%2e%2fruns%2fgrey")]
    [InlineData("no%20run")]
    [InlineData("grey%2Fcheckpoints")]
    [InlineData("grey%00")]
    [InlineData("..%2f..")]
    public async Task A_name_that_is_no_runs_leads_nowhere(string id)
    {
        var answer = await served.Visitor.Client.GetAsync($"/api/runs/{id}/random");
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
    }

    [Fact]
    public async Task The_page_and_its_files_are_served_with_their_types_and_kept_while_they_are_the_same()
    {
        var page = await served.Visitor.Client.GetAsync("/");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/");
        again.Headers.IfNoneMatch.Add(page.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await served.Visitor.Client.SendAsync(again)).StatusCode);
        await served.Visitor.Refused("/web/none.js", HttpStatusCode.NotFound);
        await served.Visitor.Refused("/favicon.ico", HttpStatusCode.NotFound);
    }
}

using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Elbo.Data;

namespace Elbo.Explorer.Tests;

[Collection(ServedRuns.Shared)]
public sealed class PlaneTests(ServedRuns served)
{
    [Fact]
    public async Task Two_latents_place_each_test_picture_by_its_posterior_mean()
    {
        var (places, labels) = Unpack(await served.Visitor.Bytes("/api/runs/grey/plane?axes=latents&x=2&y=0"));
        using var vae = served.Load("grey");
        var test = Datasets.Load(vae.Recipe.Data).Test;
        var codes = vae.Encode(test);
        Assert.Equal(test.Labels, labels);
        for (int i = 0; i < test.Count; i++)
        {
            Assert.Equal(codes.Mean[(3 * i) + 2], places[2 * i], 1e-5f);
            Assert.Equal(codes.Mean[3 * i], places[(2 * i) + 1], 1e-5f);
        }
    }

    [Fact]
    public async Task Pictures_without_labels_have_the_label_255()
    {
        var (places, labels) = Unpack(await served.Visitor.Bytes("/api/runs/colour/plane?axes=pca"));
        Assert.Equal(2 * labels.Length, places.Length);
        Assert.NotEmpty(labels);
        Assert.All(labels, label => Assert.Equal(255, label));
    }

    [Theory]
    [InlineData("\"latents\",\"x\":0,\"y\":2")]
    [InlineData("\"pca\"")]
    public async Task A_place_gives_a_code_that_lies_there_with_its_picture(string axes)
    {
        byte[] answer = await served.Visitor.Post("/api/runs/grey/place", $"{{\"axes\":{axes},\"at\":[0.5,-0.75],\"code\":[0.1,0.2,0.3]}}");
        float[] code = MemoryMarshal.Cast<byte, float>(answer.AsSpan(0, 12)).ToArray();
        var place = await Project(axes, code);
        Assert.Equal(0.5, place.X, 1e-4);
        Assert.Equal(-0.75, place.Y, 1e-4);
        byte[] picture = await served.Visitor.Post("/api/runs/grey/decode", DecodeTests.Body([code], null));
        Assert.Equal(picture, answer[12..]);
    }

    [Fact]
    public async Task A_place_of_latents_keeps_the_other_components()
    {
        byte[] answer = await served.Visitor.Post("/api/runs/grey/place", "{\"axes\":\"latents\",\"x\":2,\"y\":0,\"at\":[0.5,-0.75],\"code\":[0.1,0.2,0.3]}");
        Assert.Equal([-0.75f, 0.2f, 0.5f], MemoryMarshal.Cast<byte, float>(answer.AsSpan(0, 12)).ToArray());
    }

    [Fact]
    public async Task A_move_in_the_plane_of_components_keeps_what_lies_outside_of_it()
    {
        byte[] there = await served.Visitor.Post("/api/runs/grey/place", "{\"axes\":\"pca\",\"at\":[2,1],\"code\":[0.1,0.2,0.3]}");
        var before = await Project("\"pca\"", [0.1f, 0.2f, 0.3f]);
        string code = DecodeTests.Numbers(MemoryMarshal.Cast<byte, float>(there.AsSpan(0, 12)).ToArray());
        byte[] back = await served.Visitor.Post("/api/runs/grey/place", FormattableString.Invariant($"{{\"axes\":\"pca\",\"at\":[{before.X},{before.Y}],\"code\":{code}}}"));
        float[] returned = MemoryMarshal.Cast<byte, float>(back.AsSpan(0, 12)).ToArray();
        Assert.Equal(0.1f, returned[0], 1e-4f);
        Assert.Equal(0.2f, returned[1], 1e-4f);
        Assert.Equal(0.3f, returned[2], 1e-4f);
    }

    [Fact]
    public async Task A_map_is_made_once_and_then_leads_both_ways()
    {
        byte[]? plane = null;
        for (int tries = 0; plane is null; tries++)
        {
            Assert.True(tries < 3000, "The map did not come.");
            var answer = await served.Visitor.Client.GetAsync("/api/runs/classes/plane?axes=tsne");
            byte[] body = await answer.Content.ReadAsByteArrayAsync();
            if (answer.StatusCode == HttpStatusCode.OK) plane = body;
            else
            {
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
                Assert.InRange(Visitor.Parse(body).GetProperty("progress").GetDouble(), 0, 1);
                await Task.Delay(20);
            }
        }
        Assert.Equal(plane, await served.Visitor.Bytes("/api/runs/classes/plane?axes=tsne"));
        var (places, _) = Unpack(plane);
        // At a point's own place the code is that point's, and the code's place is that place: its neighbours weigh next to nothing.
        var point = await served.Visitor.Json("/api/runs/classes/points/7");
        float[] mean = Floats(point.GetProperty("mean"));
        byte[] at = await served.Visitor.Post("/api/runs/classes/place", FormattableString.Invariant($"{{\"axes\":\"tsne\",\"at\":[{places[14]},{places[15]}],\"code\":[0,0,0],\"label\":7}}"));
        Assert.All(MemoryMarshal.Cast<byte, float>(at.AsSpan(0, 12)).ToArray().Zip(mean), pair => Assert.Equal(pair.Second, pair.First, 0.05f));
        Assert.Equal(12 + 64, at.Length);
        var projected = await served.Visitor.PostForJson("/api/runs/classes/project", $"{{\"axes\":\"tsne\",\"codes\":[{DecodeTests.Numbers(mean)}]}}");
        Assert.Equal(places[14], projected.GetProperty("places")[0][0].GetDouble(), 0.1 + Math.Abs(0.05 * places[14]));
    }

    [Theory]
    [InlineData("axes=none")]
    [InlineData("x=0&y=0")]
    [InlineData("x=3&y=0")]
    [InlineData("x=-1&y=0")]
    [InlineData("x=one&y=0")]
    [InlineData("x=99999999999&y=0")]
    public async Task A_plane_that_is_none_is_refused(string query) => await served.Visitor.Refused($"/api/runs/grey/plane?{query}", HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("{\"axes\":\"latents\",\"code\":[0,0,0]}")]
    [InlineData("{\"axes\":\"latents\",\"at\":[0],\"code\":[0,0,0]}")]
    [InlineData("{\"axes\":\"latents\",\"at\":[0,1e30],\"code\":[0,0,0]}")]
    [InlineData("{\"axes\":\"latents\",\"at\":[0,0],\"code\":[0,0]}")]
    [InlineData("{\"axes\":\"latents\",\"at\":[0,0]}")]
    [InlineData("{\"axes\":\"west\",\"at\":[0,0],\"code\":[0,0,0]}")]
    public async Task A_place_that_is_none_is_refused(string body) => await served.Visitor.RefusedPost("/api/runs/grey/place", body, HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_place_of_a_map_that_was_never_asked_for_is_told_to_be_missing() =>
        Assert.Contains("t-SNE", await served.Visitor.RefusedPost("/api/runs/colour/place", "{\"axes\":\"tsne\",\"at\":[0,0],\"code\":[0,0,0]}", HttpStatusCode.Conflict));

    internal static (float[] Places, byte[] Labels) Unpack(byte[] plane)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(plane);
        Assert.Equal(4 + (9 * count), plane.Length);
        return (MemoryMarshal.Cast<byte, float>(plane.AsSpan(4, 8 * count)).ToArray(), plane[(4 + (8 * count))..]);
    }

    internal static float[] Floats(JsonElement numbers) => [.. numbers.EnumerateArray().Select(number => number.GetSingle())];

    private async Task<(double X, double Y)> Project(string axes, float[] code)
    {
        var places = (await served.Visitor.PostForJson("/api/runs/grey/project", $"{{\"axes\":{axes},\"codes\":[{DecodeTests.Numbers(code)}]}}")).GetProperty("places");
        return (places[0][0].GetDouble(), places[0][1].GetDouble());
    }
}

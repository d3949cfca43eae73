using System.Globalization;
using System.Net;
using System.Text;
using Elbo.Figures;

namespace Elbo.Explorer.Tests;

[Collection(ServedRuns.Shared)]
public sealed class DecodeTests(ServedRuns served)
{
    private static readonly float[] Code = [0.25f, -1.5f, 0.75f];

    [Theory]
    [InlineData("grey", null)]
    [InlineData("classes", 3)]
    [InlineData("colour", null)]
    public async Task A_code_gives_the_picture_that_figures_show(string id, int? label)
    {
        byte[] picture = await served.Visitor.Post($"/api/runs/{id}/decode", Body([Code], label));
        using var vae = served.Load(id);
        Assert.Equal(Pictures.FromRows(vae.Decode(Code, label is { } given ? [(byte)given] : []), vae.Shape)[0].Pixels, picture);
        Assert.True(picture.Distinct().Count() > 1);
    }

    [Fact]
    public async Task Requests_that_share_a_batch_each_get_their_own_pictures()
    {
        var random = new Random(1);
        float[][][] asked = [.. Enumerable.Range(0, 80).Select(_ => Enumerable.Range(0, 1 + random.Next(9)).Select(_ => Enumerable.Range(0, 3).Select(_ => (float)random.NextDouble()).ToArray()).ToArray())];
        byte[][] got = await Task.WhenAll(asked.Select((codes, i) => served.Visitor.Post("/api/runs/classes/decode", Body(codes, i % 8))));
        using var vae = served.Load("classes");
        for (int i = 0; i < asked.Length; i++)
        {
            byte[] labels = [.. asked[i].Select(_ => (byte)(i % 8))];
            byte[] expected = [.. Pictures.FromRows(vae.Decode(asked[i].SelectMany(code => code).ToArray(), labels), vae.Shape).SelectMany(picture => picture.Pixels)];
            // Another batch may round its last bit otherwise.
            Assert.Equal(expected.Length, got[i].Length);
            Assert.All(expected.Zip(got[i]), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        }
    }

    [Fact]
    public async Task As_many_codes_as_are_allowed_are_decoded_in_their_order()
    {
        float[][] codes = [.. Enumerable.Range(0, 256).Select(i => new[] { i / 100f, 0, -1 })];
        byte[] all = await served.Visitor.Post("/api/runs/grey/decode", Body(codes, null));
        byte[] last = await served.Visitor.Post("/api/runs/grey/decode", Body([codes[^1]], null));
        Assert.Equal(256 * 64, all.Length);
        Assert.All(all[^64..].Zip(last), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        Assert.Contains("256", await served.Visitor.RefusedPost("/api/runs/grey/decode", Body([.. codes, Code], null), HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"codes\":null}")]
    [InlineData("{\"codes\":[]}")]
    [InlineData("{\"codes\":[[]]}")]
    [InlineData("{\"codes\":[null]}")]
    [InlineData("{\"codes\":[[0,0]]}")]
    [InlineData("{\"codes\":[[0,0,0,0]]}")]
    [InlineData("{\"codes\":[[0,0,null]]}")]
    [InlineData("{\"codes\":[[0,0,\"1\"]]}")]
    [InlineData("{\"codes\":[[0,0,NaN]]}")]
    [InlineData("{\"codes\":[[0,0,\"NaN\"]]}")]
    [InlineData("{\"codes\":[[0,0,1e39]]}")]
    [InlineData("{\"codes\":[[0,0,-1e999]]}")]
    [InlineData("{\"codes\":[[0,0,10001]]}")]
    [InlineData("{\"codes\":[[0,0,0]],\"label\":0}")]
    [InlineData("{\"codes\":[[0,0,0]],\"label\":\"zero\"}")]
    [InlineData("{\"codes\":[[[[[[[[[[[[0]]]]]]]]]]]]}")]
    public async Task What_is_no_code_of_the_model_is_refused(string body) =>
        await served.Visitor.RefusedPost("/api/runs/grey/decode", body, HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("{\"codes\":[[0,0,0]]}")]
    [InlineData("{\"codes\":[[0,0,0]],\"label\":null}")]
    [InlineData("{\"codes\":[[0,0,0]],\"label\":8}")]
    [InlineData("{\"codes\":[[0,0,0]],\"label\":-1}")]
    [InlineData("{\"codes\":[[0,0,0]],\"label\":256}")]
    public async Task A_conditional_model_asks_for_one_of_its_labels(string body) =>
        Assert.Contains("0 to 7", await served.Visitor.RefusedPost("/api/runs/classes/decode", body, HttpStatusCode.BadRequest));

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_before_it_is_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/runs/grey/decode") { Content = new StringContent($"{{\"more\":\"{new string('x', 10 << 20)}\"}}", Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;
        await Visitor.Refused(await served.Visitor.Client.SendAsync(request), HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Decoding_is_posted_not_got() =>
        await served.Visitor.Refused("/api/runs/grey/decode", HttpStatusCode.MethodNotAllowed);

    internal static string Body(float[][] codes, int? label) =>
        $"{{\"codes\":[{string.Join(',', codes.Select(Numbers))}],\"label\":{label?.ToString(CultureInfo.InvariantCulture) ?? "null"}}}";

    internal static string Numbers(IEnumerable<float> values) => $"[{string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}]";
}

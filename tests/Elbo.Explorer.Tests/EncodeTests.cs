using System.Buffers.Binary;
using System.Net;
using System.Text.Json;
using Elbo.Imaging;

namespace Elbo.Explorer.Tests;

[Collection(ServedRuns.Shared)]
public sealed class EncodeTests(ServedRuns served)
{
    [Theory]
    [InlineData("grey")]
    [InlineData("classes")]
    public async Task A_test_picture_that_is_dropped_is_seen_as_in_the_test_set(string id)
    {
        var found = await Encode(id, await served.Visitor.Bytes($"/api/runs/{id}/points/13/picture"), id == "classes" ? "?label=5" : "");
        var point = await served.Visitor.Json($"/api/runs/{id}/points/13");
        Assert.All(PlaneTests.Floats(found.GetProperty("mean")).Zip(PlaneTests.Floats(point.GetProperty("mean"))), pair => Assert.Equal(pair.Second, pair.First, 1e-3f));
        foreach (string term in new[] { "kl", "reconstruction", "elbo" }) Assert.Equal(point.GetProperty(term).GetDouble(), found.GetProperty(term).GetDouble(), 0.02);
        Assert.Equal(point.GetProperty("percentile").GetDouble(), found.GetProperty("percentile").GetDouble(), 4.0);
        Assert.Equal(found.GetProperty("kl").GetDouble(), PlaneTests.Floats(found.GetProperty("klPerDimension")).Sum(), 1e-3);
        if (id == "classes") Assert.Equal(5, found.GetProperty("label").GetInt32());
        else Assert.Equal(JsonValueKind.Null, found.GetProperty("label").ValueKind);
    }

    [Theory]
    [InlineData("grey", 64)]
    [InlineData("colour", 192)]
    public async Task The_errors_of_the_pixels_sum_to_the_reconstruction_error(string id, int bytes)
    {
        var found = await Encode(id, await served.Visitor.Bytes($"/api/runs/{id}/points/1/picture"));
        byte[] error = found.GetProperty("error").GetBytesFromBase64();
        Assert.Equal((bytes, bytes, 64), (found.GetProperty("picture").GetBytesFromBase64().Length, found.GetProperty("decoded").GetBytesFromBase64().Length, error.Length));
        Assert.Equal(255, error.Max());
        double largest = found.GetProperty("largestError").GetDouble(), sum = error.Sum(value => value * largest / 255);
        // Each pixel is rounded to a 255th of the largest.
        Assert.Equal(found.GetProperty("reconstruction").GetDouble(), sum, 64 * largest / 500);
    }

    [Fact]
    public async Task A_picture_of_another_size_and_colour_is_made_the_models()
    {
        var wide = new Pixmap(32, 16, 3);
        for (int i = 0; i < wide.Pixels.Length; i++) wide.Pixels[i] = (byte)(i / 3 % 32 >= 16 ? 255 : 0);
        byte[] seen = (await Encode("grey", PngOf(wide))).GetProperty("picture").GetBytesFromBase64();
        // The middle square: dark on its left, bright on its right.
        Assert.Equal((64, 0, 255), (seen.Length, seen[0], seen[7]));
        Assert.Equal(192, (await Encode("colour", PngOf(wide))).GetProperty("picture").GetBytesFromBase64().Length);
    }

    [Fact]
    public async Task A_conditional_model_infers_the_label_that_is_not_given()
    {
        var inferred = await Encode("classes", await served.Visitor.Bytes("/api/runs/classes/points/4/picture"));
        Assert.InRange(inferred.GetProperty("label").GetInt32(), 0, 7);
        await Visitor.Refused(await served.Visitor.Upload("/api/runs/classes/encode?label=8", PngOf(new Pixmap(8, 8, 1))), HttpStatusCode.BadRequest);
        await Visitor.Refused(await served.Visitor.Upload("/api/runs/grey/encode?label=1", PngOf(new Pixmap(8, 8, 1))), HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_a_one_is_refused()
    {
        await Visitor.Refused(await served.Visitor.Upload("/api/runs/grey/encode", [1, 2, 3]), HttpStatusCode.BadRequest);
        await Visitor.Refused(await served.Visitor.Upload("/api/runs/grey/encode", []), HttpStatusCode.BadRequest);
        byte[] png = PngOf(new Pixmap(8, 8, 1));
        await Visitor.Refused(await served.Visitor.Upload("/api/runs/grey/encode", png[..^20]), HttpStatusCode.BadRequest);
        await Visitor.Refused(await served.Visitor.Upload("/api/runs/grey/encode", png, "application/json"), HttpStatusCode.UnsupportedMediaType);
        await Visitor.Refused(await served.Visitor.Upload("/api/runs/grey/encode", new byte[(8 << 20) + 1]), HttpStatusCode.RequestEntityTooLarge);
        // A few bytes that claim 4,001 × 4,000 pixels.
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 4001);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 4000);
        Assert.Contains("megapixels", await Visitor.Refused(await served.Visitor.Upload("/api/runs/grey/encode", png), HttpStatusCode.RequestEntityTooLarge));
    }

    [Fact]
    public async Task A_morph_goes_there_and_back()
    {
        byte[] gif = await served.Visitor.Post("/api/runs/classes/morph.gif", "{\"from\":[-1,0,0.5],\"to\":[1,1,0],\"frames\":5,\"label\":2,\"size\":40}");
        Assert.Equal("GIF89a"u8, gif.AsSpan(0, 6));
        Assert.Equal((40, 40), (BinaryPrimitives.ReadInt16LittleEndian(gif.AsSpan(6)), BinaryPrimitives.ReadInt16LittleEndian(gif.AsSpan(8))));
    }

    [Theory]
    [InlineData("\"frames\":1")]
    [InlineData("\"frames\":61")]
    [InlineData("\"size\":0")]
    [InlineData("\"size\":1025")]
    [InlineData("\"label\":1")]
    [InlineData("\"to\":[1,1]")]
    public async Task A_morph_that_cannot_be_is_refused(string what) =>
        await served.Visitor.RefusedPost("/api/runs/grey/morph.gif", $"{{\"from\":[0,0,0],\"to\":[1,1,1],{what}}}", HttpStatusCode.BadRequest);

    private static byte[] PngOf(Pixmap picture)
    {
        using var stream = new MemoryStream();
        Png.Write(picture, stream);
        return stream.ToArray();
    }

    private async Task<JsonElement> Encode(string id, byte[] file, string query = "")
    {
        var answer = await served.Visitor.Upload($"/api/runs/{id}/encode{query}", file);
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, System.Text.Encoding.UTF8.GetString(body));
        return Visitor.Parse(body);
    }
}

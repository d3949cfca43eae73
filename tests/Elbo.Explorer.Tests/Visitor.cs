using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Elbo.Explorer.Tests;

/// <summary>Somebody who asks a server.</summary>
internal sealed class Visitor(Uri address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(address.GetLeftPart(UriPartial.Authority)), Timeout = TimeSpan.FromSeconds(30) };

    public HttpClient Client => client;

    public async Task<JsonElement> Json(string path) => Parse(await Done(await client.GetAsync(path)));

    public async Task<byte[]> Bytes(string path) => await Done(await client.GetAsync(path));

    public async Task<byte[]> Post(string path, string json) => await Done(await Send(path, json));

    public async Task<JsonElement> PostForJson(string path, string json) => Parse(await Post(path, json));

    public Task<HttpResponseMessage> Send(string path, string json) => client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public Task<HttpResponseMessage> Upload(string path, byte[] file, string type = "image/png")
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return client.PostAsync(path, content);
    }

    /// <summary>Asserts that an answer refuses in one sentence, and returns that.</summary>
    public static async Task<string> Refused(HttpResponseMessage answer, HttpStatusCode status)
    {
        string body = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {body}");
        string sentence = Parse(Encoding.UTF8.GetBytes(body)).GetProperty("error").GetString()!;
        Assert.True(sentence.Length > 10 && sentence[^1] == '.', sentence);
        Assert.DoesNotContain("Exception", sentence);
        return sentence;
    }

    public async Task<string> Refused(string path, HttpStatusCode status) => await Refused(await client.GetAsync(path), status);

    public async Task<string> RefusedPost(string path, string json, HttpStatusCode status) => await Refused(await Send(path, json), status);

    public void Dispose() => client.Dispose();

    private static async Task<byte[]> Done(HttpResponseMessage answer)
    {
        byte[] body = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(300, body.Length)))}");
        return body;
    }

    public static JsonElement Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}

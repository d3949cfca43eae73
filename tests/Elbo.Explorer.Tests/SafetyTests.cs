using System.Net;
using System.Text;
using Elbo.Explorer.Safety;
using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Tests;

[Collection(ServedRuns.Shared)]
public sealed class SafetyTests(ServedRuns served)
{
    private const string Decode = "/api/runs/grey/decode", Body = "{\"codes\":[[0,0,0]]}";

    [Theory]
    [InlineData("/")]
    [InlineData("/api/runs")]
    [InlineData("/api/runs/none")]
    [InlineData("/none")]
    public async Task Every_answer_binds_the_browser(string path)
    {
        var answer = await served.Visitor.Client.GetAsync(path);
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        foreach (string part in new[] { "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'" })
            Assert.Contains(part, policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("elsewhere.example")]
    [InlineData("127.0.0.1.elsewhere.example")]
    [InlineData("localhost.elsewhere.example")]
    [InlineData("127.0.0.2")]
    [InlineData("10.0.0.1")]
    public async Task Another_name_is_not_answered_to(string host)
    {
        foreach (string path in new[] { "/", "/api/runs" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = $"{host}:{served.Address.Port}";
            await Visitor.Refused(await served.Visitor.Client.SendAsync(request), HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("localhost", 0, true)]
    [InlineData("LOCALHOST", 0, true)]
    [InlineData("127.0.0.1", 0, true)]
    [InlineData("[::1]", 0, true)]
    [InlineData("localhost", 1, false)]
    public async Task This_machines_names_are_answered_to_with_the_right_port(string host, int off, bool answered)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/runs");
        request.Headers.Host = $"{host}:{served.Address.Port + off}";
        Assert.Equal(answered ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await served.Visitor.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("http://elsewhere.example", null)]
    [InlineData("null", null)]
    [InlineData("http://127.0.0.1", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    public async Task Another_sites_page_cannot_post(string? origin, string? site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Decode) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        await Visitor.Refused(await served.Visitor.Client.SendAsync(request), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_page_itself_can_post()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Decode) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", $"http://127.0.0.1:{served.Address.Port}");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        Assert.Equal(HttpStatusCode.OK, (await served.Visitor.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    [InlineData("image/png")]
    public async Task What_a_form_could_send_is_refused(string type)
    {
        using var content = new StringContent(Body, Encoding.UTF8, type);
        await Visitor.Refused(await served.Visitor.Client.PostAsync(Decode, content), HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public async Task Other_methods_are_not_understood(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/runs");
        await Visitor.Refused(await served.Visitor.Client.SendAsync(request), HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_server_for_the_network_wants_its_token_once_and_then_the_cookie()
    {
        await using var server = await ExplorerServer.StartAsync(new ExplorerOptions { Path = Path.Combine(served.Runs, "grey"), Port = 0, Host = "127.0.0.1", Threads = 1 });
        Assert.Matches(@"^\?token=[0-9a-f]{48}$", server.Address.Query);
        using var visitor = new Visitor(server.Address);
        await visitor.Refused("/api/runs", HttpStatusCode.Unauthorized);
        foreach (string path in new[] { "/", "/?token=" + new string('0', 48) })
        {
            var bare = await visitor.Client.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, "text/html"), (bare.StatusCode, bare.Content.Headers.ContentType!.MediaType));
            Assert.False(bare.Headers.Contains("Set-Cookie"));
            await visitor.Refused("/api/runs", HttpStatusCode.Unauthorized);
        }
        var page = await visitor.Client.GetAsync(server.Address.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        string cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/runs");
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public void A_server_for_all_addresses_answers_to_numbers_but_not_to_strange_names()
    {
        var rule = new HostRule(5099, "0.0.0.0");
        Assert.True(rule.Allows(new HostString("192.168.1.7:5099")));
        Assert.True(rule.Allows(new HostString("[fe80::1]:5099")));
        Assert.False(rule.Allows(new HostString("192.168.1.7:5100")));
        Assert.False(rule.Allows(new HostString("elsewhere.example:5099")));
        Assert.True(new HostRule(80, "box.example").Allows(new HostString("BOX.example")));
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_a_sentence()
    {
        var error = await Assert.ThrowsAsync<ElboException>(() => ExplorerServer.StartAsync(new ExplorerOptions { Path = served.Runs, Port = served.Address.Port }));
        Assert.Contains($"Port {served.Address.Port}", error.Message);
        Assert.Contains("--port", error.Message);
    }

    [Fact]
    public async Task Nothing_in_a_run_is_written()
    {
        string run = Path.Combine(served.Runs, "grey");
        var before = Seen(run);
        foreach (string path in new[] { "", "/thumbnail", "/plane?axes=pca", "/plane?axes=tsne", "/points/1", "/means", "/figures" })
            await served.Visitor.Client.GetAsync($"/api/runs/grey{path}");
        Assert.Equal(before, Seen(run));
        Assert.Empty(served.Warnings);
    }

    private static List<(string Path, DateTime Written, long Length)> Seen(string folder) =>
        [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(file => (file.FullName, file.LastWriteTimeUtc, (file as FileInfo)?.Length ?? 0)).Order()];
}

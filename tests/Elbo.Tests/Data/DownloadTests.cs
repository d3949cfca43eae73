using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Elbo.Data;

namespace Elbo.Tests.Data;

public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Content = IdxBytes.Ramp(300_000);
    private static readonly DownloadFile Wanted = new("file.gz", Content.Length, Convert.ToHexStringLower(SHA256.HashData(Content)));

    // Long enough for a busy machine to answer, short enough to wait for.
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder folder = new();

    private string Final => folder["file.gz"];

    private string Part => folder["file.gz.part"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_file_arrives_whole_and_progress_reaches_its_end()
    {
        using var mirror = new LocalMirror(LocalMirror.Serving(Content));
        var told = new Told();
        await Fetch(told, mirror.Address);
        AssertArrived();
        Assert.Equal(0, told.All[0].Received);
        Assert.Equal((Content.Length, Content.Length, Content.Length), (told.All[^1].Received, told.All[^1].TotalReceived, told.All[^1].TotalLength));
        Assert.Equal(told.All.Select(p => p.Received).Order(), told.All.Select(p => p.Received));
    }

    [Fact]
    public async Task A_file_that_is_already_right_is_not_asked_for_and_one_that_is_wrong_is_replaced()
    {
        using var mirror = new LocalMirror(LocalMirror.Serving(Content));
        folder.Write("file.gz", Content);
        await Fetch(null, mirror.Address);
        Assert.Empty(mirror.Requests);
        folder.Write("file.gz", [1, 2, 3]);
        await Fetch(null, mirror.Address);
        AssertArrived();
    }

    [Fact]
    public async Task A_part_file_is_continued()
    {
        using var mirror = new LocalMirror(LocalMirror.Serving(Content));
        folder.Write("file.gz.part", Content[..100_000]);
        await Fetch(null, mirror.Address);
        AssertArrived();
        Assert.Equal([("file.gz", 100_000L)], mirror.Requests);
    }

    [Fact]
    public async Task A_cut_connection_is_continued_where_it_was_cut()
    {
        int cuts = 0;
        using var mirror = new LocalMirror(async request =>
        {
            if (cuts++ > 0)
            {
                await request.SendAsync(Content);
                return;
            }
            await request.HeadAsync("200 OK", Content.Length);
            await request.Stream.WriteAsync(Content.AsMemory(0, 120_000));
        });
        await Fetch(null, mirror.Address);
        AssertArrived();
        Assert.Equal([null, 120_000L], mirror.Requests.Select(r => r.From));
    }

    [Fact]
    public async Task A_mirror_that_always_cuts_short_hands_over_to_the_next_which_continues()
    {
        using var cutting = new LocalMirror(async request =>
        {
            int start = (int)(request.From ?? 0);
            await request.HeadAsync(start == 0 ? "200 OK" : "206 Partial Content", Content.Length - start, start == 0 ? "" : $"Content-Range: bytes {start}-{Content.Length - 1}/{Content.Length}\r\n");
            await request.Stream.WriteAsync(Content.AsMemory(start, 1000));
        });
        using var good = new LocalMirror(LocalMirror.Serving(Content));
        await Fetch(null, cutting.Address, good.Address);
        AssertArrived();
        Assert.Equal(3, cutting.Requests.Count);
        Assert.Equal([("file.gz", 3000L)], good.Requests);
    }

    [Fact]
    public async Task A_shorter_file_is_reported_as_truncated()
    {
        using var mirror = new LocalMirror(async request =>
        {
            await request.HeadAsync(request.From is null ? "200 OK" : "404 Not Found", 500);
            await request.Stream.WriteAsync(Content.AsMemory(0, 500));
        });
        var error = await Failure(mirror.Address);
        Assert.Contains("404", error.Message, StringComparison.Ordinal);
        Assert.Equal(500, new FileInfo(Part).Length);
    }

    [Fact]
    public async Task A_server_that_ignores_ranges_sends_all_again()
    {
        using var mirror = new LocalMirror(async request =>
        {
            await request.HeadAsync("200 OK", Content.Length);
            await request.Stream.WriteAsync(Content);
        });
        folder.Write("file.gz.part", Content[..100_000]);
        await Fetch(null, mirror.Address);
        AssertArrived();
        Assert.Equal([("file.gz", 100_000L)], mirror.Requests);
    }

    [Fact]
    public async Task A_server_that_refuses_or_misplaces_ranges_is_asked_from_the_start()
    {
        foreach (string status in new[] { "416 Range Not Satisfiable", "206 Partial Content" })
        {
            using var mirror = new LocalMirror(async request =>
            {
                if (request.From is null) await request.SendAsync(Content);
                else await request.HeadAsync(status, 0, $"Content-Range: bytes 5-9/{Content.Length}\r\n");
            });
            File.Delete(Final);
            folder.Write("file.gz.part", Content[..100_000]);
            await Fetch(null, mirror.Address);
            AssertArrived();
            Assert.Equal([100_000L, null], mirror.Requests.Select(r => r.From));
        }
    }

    [Fact]
    public async Task A_part_file_with_wrong_bytes_is_fetched_again_from_the_start()
    {
        foreach (int length in new[] { 100_000, Content.Length, Content.Length + 5 })
        {
            using var mirror = new LocalMirror(LocalMirror.Serving(Content));
            File.Delete(Final);
            folder.Write("file.gz.part", new byte[length]);
            await Fetch(null, mirror.Address);
            AssertArrived();
        }
    }

    [Fact]
    public async Task A_wrong_hash_falls_to_the_second_mirror()
    {
        byte[] forged = [.. Content];
        forged[^1] ^= 1;
        using var bad = new LocalMirror(LocalMirror.Serving(forged));
        using var good = new LocalMirror(LocalMirror.Serving(Content));
        await Fetch(null, bad.Address, good.Address);
        AssertArrived();
        Assert.Equal([("file.gz", (long?)null)], good.Requests);
    }

    [Fact]
    public async Task Too_much_content_is_not_written()
    {
        using var endless = new LocalMirror(async request =>
        {
            await request.HeadAsync("200 OK", 1L << 40);
            while (true) await request.Stream.WriteAsync(Content, request.Closing);
        });
        var error = await Failure(endless.Address);
        Assert.Contains($"sent more than the {Content.Length} bytes", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Part));
    }

    [Fact]
    public async Task A_stalled_mirror_hands_over_to_the_next_which_continues()
    {
        using var slow = new LocalMirror(async request =>
        {
            await request.HeadAsync("200 OK", Content.Length);
            await request.Stream.WriteAsync(Content.AsMemory(0, 50_000));
            await Task.Delay(Timeout.Infinite, request.Closing);
        });
        using var good = new LocalMirror(LocalMirror.Serving(Content));
        using var download = new Download([slow.Address, good.Address], Short);
        await download.FetchAsync([Wanted], folder.Path);
        AssertArrived();
        Assert.Equal([("file.gz", 50_000L)], good.Requests);
    }

    [Fact]
    public async Task When_every_mirror_fails_one_sentence_names_the_file_each_reason_and_what_to_do()
    {
        using var missing = new LocalMirror(request => request.HeadAsync("404 Not Found", 0));
        using var mute = new LocalMirror(request => Task.Delay(Timeout.Infinite, request.Closing));
        using var download = new Download([missing.Address, mute.Address, Refusing()], Short);
        var error = await Assert.ThrowsAsync<ElboException>(() => download.FetchAsync([Wanted], folder.Path));
        foreach (string part in new[] { "file.gz", $"{missing.Address.Authority} answered 404 Not Found", $"{mute.Address.Authority} was silent for 4 s", "refused the connection", "check the network", "--data DIR" })
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.False(File.Exists(Final));
    }

    [Fact]
    public async Task Cancelling_keeps_what_has_arrived_for_the_next_attempt()
    {
        using var slow = new LocalMirror(async request =>
        {
            await request.HeadAsync("200 OK", Content.Length);
            await request.Stream.WriteAsync(Content.AsMemory(0, 50_000));
            await Task.Delay(Timeout.Infinite, request.Closing);
        });
        using var stop = new CancellationTokenSource();
        var told = new Told(p => { if (p.Received == 50_000) stop.Cancel(); });
        using var download = new Download([slow.Address], TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download.FetchAsync([Wanted], folder.Path, told, stop.Token));
        Assert.Equal(50_000, new FileInfo(Part).Length);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_one_sentence()
    {
        string file = folder.Write("in-the-way", [1]);
        using var download = new Download([Refusing()]);
        var error = await Assert.ThrowsAsync<ElboException>(() => download.FetchAsync([Wanted], Path.Combine(file, "mnist")));
        Assert.StartsWith($"Could not write {Path.Combine(file, "mnist")}: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//host:port/", "leads on to what is no address")]
    [InlineData("http://example.org/file.gz", "leads on to 'http://example.org', which is not HTTPS")]
    [InlineData("ftp://127.0.0.1/file.gz", "leads on to 'ftp://127.0.0.1', which is not HTTPS")]
    [InlineData("/elsewhere", "leads on and on")]
    public async Task A_redirect_to_an_insecure_place_or_in_a_circle_is_not_followed(string location, string words)
    {
        using var mirror = new LocalMirror(request => request.HeadAsync("302 Found", 0, $"Location: {location}\r\n"));
        Assert.Contains(words, (await Failure(mirror.Address)).Message, StringComparison.Ordinal);
        Assert.InRange(mirror.Requests.Count, 1, 6);
    }

    [Fact]
    public async Task A_redirect_to_a_secure_place_is_followed_with_the_range()
    {
        using var good = new LocalMirror(LocalMirror.Serving(Content));
        using var mirror = new LocalMirror(request => request.HeadAsync("307 Temporary Redirect", 0, $"Location: {good.Address}file.gz\r\n"));
        folder.Write("file.gz.part", Content[..100_000]);
        await Fetch(null, mirror.Address);
        AssertArrived();
        Assert.Equal([("file.gz", 100_000L)], good.Requests);
    }

    [Theory]
    [InlineData("https://example.org/", true)]
    [InlineData("http://127.0.0.1:80/", true)]
    [InlineData("http://example.org/", false)]
    [InlineData("http://127.0.0.1.example.org/", false)]
    [InlineData("file:///etc/passwd", false)]
    public void Only_https_and_this_machine_are_safe(string address, bool safe) => Assert.Equal(safe, MirrorClient.IsSafe(new Uri(address)));

    [Fact]
    public async Task A_mirror_that_trickles_hands_over_to_the_next()
    {
        using var trickling = new LocalMirror(async request =>
        {
            await request.HeadAsync("200 OK", Content.Length);
            for (int i = 0; ; i++)
            {
                await request.Stream.WriteAsync(Content.AsMemory(i, 1), request.Closing);
                await Task.Delay(50, request.Closing);
            }
        });
        using var good = new LocalMirror(LocalMirror.Serving(Content));
        using var download = new Download([trickling.Address, good.Address], Short);
        await download.FetchAsync([Wanted], folder.Path);
        AssertArrived();
        using var alone = new Download([trickling.Address], Short);
        File.Delete(Final);
        Assert.Contains("was too slow", (await Assert.ThrowsAsync<ElboException>(() => alone.FetchAsync([Wanted], folder.Path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_wrong_hash_everywhere_is_one_sentence_and_deleted()
    {
        byte[] forged = [.. Content];
        forged[^1] ^= 1;
        using var bad = new LocalMirror(LocalMirror.Serving(forged));
        var error = await Failure(bad.Address);
        Assert.Contains("wrong SHA-256", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("http://example.org/mnist/")]
    [InlineData("ftp://127.0.0.1/mnist/")]
    public void Only_https_or_this_machine_may_be_a_mirror(string address) =>
        Assert.Contains("not HTTPS", Assert.Throws<ElboException>(() => new Download([new Uri(address)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Mnist_is_pinned_by_hash_and_has_two_secure_mirrors()
    {
        Assert.Equal(4, MnistDownload.Files.Count);
        Assert.Equal(11594722, MnistDownload.Files.Sum(file => file.Length));
        Assert.All(MnistDownload.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
        Assert.True(MnistDownload.Mirrors.Count >= 2);
        using var allowed = new Download(MnistDownload.Mirrors);
        Assert.All(MnistDownload.Mirrors, mirror => Assert.EndsWith("/", mirror.AbsolutePath, StringComparison.Ordinal));
    }

    private async Task Fetch(IProgress<DownloadProgress>? progress, params Uri[] mirrors)
    {
        using var download = new Download(mirrors, TimeSpan.FromSeconds(30));
        await download.FetchAsync([Wanted], folder.Path, progress);
    }

    private Task<ElboException> Failure(params Uri[] mirrors) => Assert.ThrowsAsync<ElboException>(() => Fetch(null, mirrors));

    private void AssertArrived()
    {
        Assert.Equal(Content, File.ReadAllBytes(Final));
        Assert.False(File.Exists(Part));
    }

    // A port that was free a moment ago.
    private static Uri Refusing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/mnist/");
    }

    private sealed class Told(Action<DownloadProgress>? then = null) : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> All { get; } = [];

        public void Report(DownloadProgress value)
        {
            All.Add(value);
            then?.Invoke(value);
        }
    }
}

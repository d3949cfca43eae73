using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Elbo.Drags;

/// <summary>One visitor who drags: asks for a picture, waits for it, and moves on. Plain sockets, so that the server has the processors.</summary>
internal sealed class Visit : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Uri address;
    private readonly string path;
    private readonly int latent;
    private readonly byte[] answer = new byte[1 << 20];

    private Visit(Uri address, string path, int latent) => (this.address, this.path, this.latent) = (address, path, latent);

    /// <summary>Many visitors at once, each with so many moves a second.</summary>
    public static async Task<Latencies> Many(Uri address, int count, TimeSpan time, int rate)
    {
        var (path, latent) = await Find(address);
        var start = Stopwatch.GetTimestamp();
        var all = await Task.WhenAll(Enumerable.Range(0, count).Select(async i =>
        {
            using var visit = new Visit(address, path, latent);
            return await visit.Drag(i, time, rate);
        }));
        var together = new Latencies();
        foreach (var one in all) together.Add(one);
        together.Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return together;
    }

    public void Dispose() => socket.Dispose();

    private static async Task<(string Path, int Latent)> Find(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        using var runs = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/api/runs"));
        var run = runs.RootElement[0];
        return ($"/api/runs/{Uri.EscapeDataString(run.GetProperty("id").GetString()!)}/decode", run.GetProperty("latent").GetInt32());
    }

    private async Task<Latencies> Drag(int visitor, TimeSpan time, int rate)
    {
        var taken = new Latencies();
        await socket.ConnectAsync(address.Host, address.Port);
        // Not all in step.
        await Task.Delay(visitor * 7 % 17);
        long start = Stopwatch.GetTimestamp();
        for (int move = 0; Stopwatch.GetElapsedTime(start) < time; move++)
        {
            long asked = Stopwatch.GetTimestamp();
            if (await Ask(visitor, move)) taken.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            else taken.AddError();
            var rest = TimeSpan.FromSeconds((move + 1.0) / rate) - Stopwatch.GetElapsedTime(start);
            if (rest > TimeSpan.FromMilliseconds(1)) await Task.Delay(rest);
        }
        return taken;
    }

    private async Task<bool> Ask(int visitor, int move)
    {
        double angle = (visitor + (move / 40.0)) % Math.Tau;
        string code = string.Join(',', Enumerable.Range(0, latent).Select(d => (2 * Math.Cos(angle + d)).ToString("F4", CultureInfo.InvariantCulture)));
        string body = $"{{\"codes\":[[{code}]],\"label\":null}}";
        string request = $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        for (int got = 0, whole = int.MaxValue; got < whole;)
        {
            int read = await socket.ReceiveAsync(answer.AsMemory(got));
            if (read == 0) return false;
            got += read;
            if (whole == int.MaxValue) whole = Length(answer.AsSpan(0, got));
        }
        return answer.AsSpan().StartsWith("HTTP/1.1 200"u8);
    }

    /// <summary>Bytes of the whole answer, as soon as its head is there.</summary>
    private static int Length(ReadOnlySpan<byte> begun)
    {
        int head = begun.IndexOf("\r\n\r\n"u8), at = begun.IndexOf("Content-Length: "u8);
        if (head < 0) return int.MaxValue;
        var digits = begun[(at + "Content-Length: ".Length)..head];
        int end = digits.IndexOf((byte)'\r');
        return head + 4 + int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }
}

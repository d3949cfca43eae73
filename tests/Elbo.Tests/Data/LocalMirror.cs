using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Elbo.Tests.Data;

/// <summary>A small HTTP server on this machine that answers as badly as a test wants.</summary>
internal sealed class LocalMirror : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Func<Request, Task> answer;

    public LocalMirror(Func<Request, Task> answer)
    {
        this.answer = answer;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/mnist/");
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Requests so far: the file and where its range began, if it had one.</summary>
    public List<(string File, long? From)> Requests { get; } = [];

    public static Func<Request, Task> Serving(byte[] content) => request => request.SendAsync(content);

    public void Dispose()
    {
        closing.Cancel();
        listener.Stop();
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(closing.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using var owned = client;
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, false, 4096, leaveOpen: true);
            string file = (await reader.ReadLineAsync(closing.Token) ?? "? /").Split(' ')[1].Split('/')[^1];
            long? from = null;
            while (await reader.ReadLineAsync(closing.Token) is { Length: > 0 } line)
            {
                if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase)) from = long.Parse(line[13..^1]);
            }
            lock (Requests) Requests.Add((file, from));
            await answer(new Request(file, from, stream, closing.Token));
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client hung up, or the test is over.
        }
    }

    internal sealed record Request(string File, long? From, NetworkStream Stream, CancellationToken Closing)
    {
        public async Task HeadAsync(string status, long length, string more = "") =>
            await Stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{more}\r\n"));

        /// <summary>Sends what was asked for, honouring a range.</summary>
        public async Task SendAsync(byte[] content)
        {
            int start = (int)(From ?? 0);
            if (From is null) await HeadAsync("200 OK", content.Length);
            else await HeadAsync("206 Partial Content", content.Length - start, $"Content-Range: bytes {start}-{content.Length - 1}/{content.Length}\r\n");
            await Stream.WriteAsync(content.AsMemory(start));
        }
    }
}

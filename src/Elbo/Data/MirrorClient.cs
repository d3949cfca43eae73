using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Elbo.Runs;

namespace Elbo.Data;

/// <summary>One attempt at one file on one mirror, over HTTP.</summary>
internal sealed class MirrorClient(TimeSpan stall) : IDisposable
{
    private const int Buffer = 1 << 16, MostRedirects = 5;

    /// <summary>The slowest that a mirror may be, in bytes a second.</summary>
    private const double Slowest = 1024;

    // Redirects are followed here, each looked at.
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = stall, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Whether an address is HTTPS, or plain HTTP on this machine.</summary>
    public static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps || (address.IsLoopback && address.Scheme == Uri.UriSchemeHttp);

    /// <summary>Continues or begins a part file until it has its full length.</summary>
    /// <param name="address">The file on the mirror.</param>
    /// <param name="part">The part file.</param>
    /// <param name="had">Bytes that the part file has.</param>
    /// <param name="length">Bytes it will have.</param>
    /// <param name="tell">Told of its bytes as they arrive.</param>
    /// <param name="cancel">Stops and leaves what has arrived.</param>
    /// <exception cref="MirrorException">The mirror failed.</exception>
    /// <exception cref="IOException">The part file cannot be written.</exception>
    public async Task FetchAsync(Uri address, string part, long had, long length, Action<long> tell, CancellationToken cancel)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var response = await AskAsync(address, had, silence, cancel).ConfigureAwait(false);
        long from = Start(response, had, length);

        await using var file = new FileStream(part, from == 0 ? FileMode.Create : FileMode.Append, FileAccess.Write, FileShare.None, Buffer);
        var body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
        var buffer = new byte[Buffer];
        long received = from;
        tell(received);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            int count = await Guarded((b, token) => body.ReadAsync(b, token).AsTask(), buffer, silence, cancel).ConfigureAwait(false);
            if (count == 0) break;
            received += count;
            if (received > length) throw new MirrorException($"sent more than the {length} bytes expected", restart: true);
            await file.WriteAsync(buffer.AsMemory(0, count), cancel).ConfigureAwait(false);
            tell(received);
            if (clock.Elapsed > stall && received - from < Slowest * clock.Elapsed.TotalSeconds) throw new MirrorException("was too slow");
        }
        await file.FlushAsync(cancel).ConfigureAwait(false);
        DiskFlush.Of(file);
        if (received < length) throw new MirrorException($"sent only {received} of {length} bytes", mayRetry: true);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => http.Dispose();

    // The answer, wherever the mirror says that the file is; an address that is not safe is not asked.
    private async Task<HttpResponseMessage> AskAsync(Uri address, long had, CancellationTokenSource silence, CancellationToken cancel)
    {
        for (int redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (had > 0) request.Headers.Range = new RangeHeaderValue(had, null);
            var response = await Guarded((r, token) => http.SendAsync(r, HttpCompletionOption.ResponseHeadersRead, token), request, silence, cancel).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location) return response;
            response.Dispose();
            if (!Uri.TryCreate(address, location, out var next)) throw new MirrorException("leads on to what is no address");
            string where = Quoted.Text(next.GetLeftPart(UriPartial.Authority));
            if (next.IsLoopback && !address.IsLoopback) throw new MirrorException($"leads on to {where}, this machine's own server");
            if (!IsSafe(next)) throw new MirrorException($"leads on to {where}, which is not HTTPS");
            if (redirects == MostRedirects) throw new MirrorException("leads on and on");
            address = next;
        }
    }

    // Where the answer's bytes begin: a server may ignore the range and send all, or refuse it.
    private static long Start(HttpResponseMessage response, long had, long length)
    {
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            throw new MirrorException("cannot continue a partial file", restart: true);
        if (!response.IsSuccessStatusCode) throw new MirrorException($"answered {(int)response.StatusCode} {Quoted.Line(response.ReasonPhrase ?? "")}".TrimEnd());
        if (response.StatusCode != HttpStatusCode.PartialContent) return 0;
        if (response.Content.Headers.ContentRange?.From != had || (response.Content.Headers.ContentRange.Length ?? length) != length)
            throw new MirrorException("continued a partial file at the wrong place", restart: true);
        return had;
    }

    // Runs one network operation, which may be silent for no longer than the stall time.
    private async Task<TResult> Guarded<TArgument, TResult>(
        Func<TArgument, CancellationToken, Task<TResult>> operation, TArgument argument, CancellationTokenSource silence, CancellationToken cancel)
    {
        silence.CancelAfter(stall);
        try
        {
            return await operation(argument, silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new MirrorException($"was silent for {stall.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw new MirrorException(Reason(e), mayRetry: true, cause: e);
        }
        finally
        {
            if (!silence.IsCancellationRequested) silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    private static string Reason(Exception e) => (e as HttpRequestException)?.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "has no address (is the network down?)",
        HttpRequestError.ConnectionError => "refused the connection",
        HttpRequestError.SecureConnectionError => "offered no trustworthy secure connection",
        _ => "cut the connection",
    };
}

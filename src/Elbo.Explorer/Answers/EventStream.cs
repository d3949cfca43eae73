using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Elbo.Explorer.Answers;

/// <summary>An answer that goes on: server-sent events, each with one line of JSON.</summary>
/// <remarks>WHATWG HTML, "Server-sent events".</remarks>
internal sealed class EventStream
{
    private readonly HttpResponse response;

    public EventStream(HttpContext context)
    {
        response = context.Response;
        response.ContentType = "text/event-stream";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    public async Task Send(string name, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        buffer.Write(Encoding.UTF8.GetBytes($"event: {name}\ndata: "));
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        buffer.Write("\n\n"u8);
        await response.Body.WriteAsync(buffer.WrittenMemory, cancellation).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>A line that means nothing, so that nobody between takes the connection for dead.</summary>
    public async Task Breathe(CancellationToken cancellation)
    {
        await response.Body.WriteAsync(":\n\n"u8.ToArray(), cancellation).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellation).ConfigureAwait(false);
    }
}

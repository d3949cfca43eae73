using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Elbo.Imaging;
using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Answers;

/// <summary>Writes whole answers.</summary>
internal static class Answer
{
    // Names stay readable; the type and nosniff keep them from being taken for markup.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task Json(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Plain)) write(writer);
        return Bytes(context, buffer.WrittenMemory, "application/json; charset=utf-8");
    }

    public static async Task Bytes(HttpContext context, ReadOnlyMemory<byte> bytes, string type = "application/octet-stream")
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    public static Task Picture(HttpContext context, Pixmap picture)
    {
        using var png = new MemoryStream();
        Png.Write(picture, png);
        return Bytes(context, png.GetBuffer().AsMemory(0, (int)png.Length), "image/png");
    }
}

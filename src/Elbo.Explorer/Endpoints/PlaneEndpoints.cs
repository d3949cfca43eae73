using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Elbo.Explorer.Answers;
using Elbo.Explorer.Examinations;
using Elbo.Explorer.Planes;
using Elbo.Explorer.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>The scatter under the pad, and the ways between its places and codes.</summary>
internal static class PlaneEndpoints
{
    private const byte NoLabel = 255;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes, Explored explored)
    {
        routes.MapMethods("/api/runs/{id}/plane", Methods.Read, context => Plane(context, explored));
        routes.MapPost("/api/runs/{id}/place", context => Place(context, explored));
        routes.MapPost("/api/runs/{id}/project", context => Project(context, explored));
    }

    private static async Task Plane(HttpContext context, Explored explored)
    {
        using var model = await explored.Run(context).Enter(context.RequestAborted).ConfigureAwait(false);
        var request = context.Request;
        var choice = PlaneChoice.Of(model.Vae, request.Query["axes"], request.Small("x"), request.Small("y"));
        var examination = model.Examination;
        if (await examination.CodesWithin(Patience, context.RequestAborted).ConfigureAwait(false) is not { } codes)
            await Unfinished(context, examination.Progress).ConfigureAwait(false);
        else if (await choice.Over(model, codes, Patience, context.RequestAborted).ConfigureAwait(false) is not { } plane)
            await Unfinished(context, choice.Axes == PlaneChoice.Map ? examination.Map.Progress : examination.Progress).ConfigureAwait(false);
        else
            await Answer.Bytes(context, Packed(plane.Places(), codes)).ConfigureAwait(false);
    }

    private static Task Unfinished(HttpContext context, double progress)
    {
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Answer.Json(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("progress", progress);
            writer.WriteEndObject();
        });
    }

    private static async Task Place(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        var body = await RequestBody.Read(context, BodyJson.Default.PlaceBody).ConfigureAwait(false);
        using var model = await run.Enter(context.RequestAborted).ConfigureAwait(false);
        var choice = PlaneChoice.Of(model.Vae, body.Axes, body.X, body.Y);
        if (body.At is not [var x, var y]) throw Problem.Wrong("at must be the two numbers of a place.");
        CodeRules.Numbers(body.At, "at");
        float[] code = [.. CodeRules.Code(model.Vae, body.Code)];
        byte? label = CodeRules.Label(model.Vae, body.Label);
        var plane = await choice.Open(model, context.RequestAborted).ConfigureAwait(false);
        plane.Move(code, x, y);
        byte[] picture = await model.Worker.Decode(code, label, context.RequestAborted).ConfigureAwait(false);
        var answer = new byte[(4 * code.Length) + picture.Length];
        CopyLittleEndian(code, answer);
        picture.CopyTo(answer, 4 * code.Length);
        await Answer.Bytes(context, answer).ConfigureAwait(false);
    }

    private static async Task Project(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        var body = await RequestBody.Read(context, BodyJson.Default.ProjectBody).ConfigureAwait(false);
        using var model = await run.Enter(context.RequestAborted).ConfigureAwait(false);
        int latent = model.Vae.Latent;
        var choice = PlaneChoice.Of(model.Vae, body.Axes, body.X, body.Y);
        float[] codes = CodeRules.Rows(model.Vae, body.Codes, CodeRules.MostCodes);
        var plane = await choice.Open(model, context.RequestAborted).ConfigureAwait(false);
        await Answer.Json(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("places");
            for (int i = 0; i < codes.Length; i += latent)
            {
                context.RequestAborted.ThrowIfCancellationRequested();
                var (x, y) = plane.PlaceOf(codes.AsSpan(i, latent));
                writer.WriteStartArray();
                writer.WriteNumberValue(x);
                writer.WriteNumberValue(y);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>Number of points, their places, their labels.</summary>
    private static byte[] Packed(float[] places, TestCodes codes)
    {
        var packed = new byte[4 + (8 * codes.Count) + codes.Count];
        BinaryPrimitives.WriteInt32LittleEndian(packed, codes.Count);
        CopyLittleEndian(places, packed.AsSpan(4));
        var labels = packed.AsSpan(4 + (8 * codes.Count));
        if (codes.Pictures.Labels is { } known) known.CopyTo(labels);
        else labels.Fill(NoLabel);
        return packed;
    }

    private static void CopyLittleEndian(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian) MemoryMarshal.AsBytes(values).CopyTo(bytes);
        else
            for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], values[i]);
    }
}

using Elbo.Explorer.Answers;
using Elbo.Explorer.Runs;
using Elbo.Explorer.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>The pictures that training drew.</summary>
internal static class FigureEndpoints
{
    private const string Svg = "image/svg+xml";
    private const long LargestFile = 64L << 20;

    public static void Map(IEndpointRouteBuilder routes, Explored explored)
    {
        routes.MapMethods("/api/runs/{id}/figures", Methods.Read, context => List(context, explored));
        routes.MapMethods("/api/runs/{id}/figures/{**name}", Methods.Read, context => Send(context, explored));
    }

    private static Task List(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        var names = FigureFiles.Of(run.Directory());
        return Answer.Json(context, writer =>
        {
            writer.WriteStartArray();
            foreach (string name in names)
            {
                writer.WriteStartObject();
                writer.WriteString("name", name);
                writer.WholeOrNull("epoch", FigureFiles.EpochOf(name));
                writer.WriteString("url", $"/api/runs/{Uri.EscapeDataString(run.Id)}/figures/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}");
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    private static async Task Send(HttpContext context, Explored explored)
    {
        string name = (string?)context.Request.RouteValues["name"] ?? "";
        string path = FigureFiles.Find(explored.Run(context).Directory(), name) ?? throw Problem.Unknown($"The run has no figure {Quoted.Text(name)}.");
        byte[] bytes;
        try
        {
            if (new FileInfo(path).Length > LargestFile) throw Problem.NotNow($"The figure {Quoted.Text(name)} is larger than {LargestFile >> 20} MiB, too large to be shown.");
            bytes = await File.ReadAllBytesAsync(path, context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new Problem(StatusCodes.Status404NotFound, $"The figure {Quoted.Text(name)} cannot be read now.", error);
        }
        string type = FigureFiles.TypeOf(name)!;
        if (type == Svg) context.Response.Headers.ContentSecurityPolicy = SafetyHeaders.Drawing;
        await Answer.Bytes(context, bytes, type).ConfigureAwait(false);
    }
}

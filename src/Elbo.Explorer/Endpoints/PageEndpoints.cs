using Elbo.Explorer.Answers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>The page and its files.</summary>
internal static class PageEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Explored explored)
    {
        routes.MapMethods("/", Methods.Read, context => Send(context, explored, "index.html"));
        routes.MapMethods("/web/{**name}", Methods.Read, context => Send(context, explored, (string?)context.Request.RouteValues["name"] ?? ""));
    }

    private static Task Send(HttpContext context, Explored explored, string name)
    {
        var asset = explored.Assets.Find(name) ?? throw Problem.Unknown($"There is no file {Quoted.Text(name)} here.");
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ETag = asset.Tag;
        if (context.Request.Headers.IfNoneMatch != asset.Tag) return Answer.Bytes(context, asset.Bytes, asset.Type);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}

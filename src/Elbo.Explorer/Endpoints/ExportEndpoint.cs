using Elbo.Data;
using Elbo.Explorer.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>A run's model as one page that needs no server, to be kept.</summary>
internal static class ExportEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, Explored explored) =>
        routes.MapMethods("/api/runs/{id}/export.html", Methods.Read, context => Send(context, explored));

    private static async Task Send(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        // A page can be hundreds of megabytes, and is written to disk before it is sent.
        using var turn = await explored.Heavy.Take(context.RequestAborted).ConfigureAwait(false);
        using var model = await run.Enter(context.RequestAborted).ConfigureAwait(false);
        var data = await Data(model.Examination.Data).WaitAsync(context.RequestAborted).ConfigureAwait(false);
        string path = Path.Combine(Path.GetTempPath(), $"elbo-{Guid.NewGuid():N}.html");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using var closed = file.ConfigureAwait(false);
        try
        {
            await Task.Run(() => ExportPage.Write(file, model.Vae, data, run.Id), CancellationToken.None).ConfigureAwait(false);
        }
        catch (ElboException error)
        {
            throw new Problem(StatusCodes.Status409Conflict, error.Message, error);
        }
        file.Position = 0;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = file.Length;
        context.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(run.Id)}.html";
        if (!HttpMethods.IsHead(context.Request.Method)) await file.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The run's data, or null where they are not to be had: the page then shows no codes.</summary>
    private static async Task<DataSplits?> Data(Runs.TestData data)
    {
        try
        {
            return await data.Splits().ConfigureAwait(false);
        }
        catch (Problem)
        {
            return null;
        }
    }
}

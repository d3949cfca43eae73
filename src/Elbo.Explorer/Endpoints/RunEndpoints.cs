using Elbo.Explorer.Answers;
using Elbo.Explorer.Runs;
using Elbo.Figures;
using Elbo.Imaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>The list of runs, each with a sheet of samples, and what is known of one.</summary>
internal static class RunEndpoints
{
    private const int SampleRows = 4, SampleColumns = 6;

    public static void Map(IEndpointRouteBuilder routes, Explored explored)
    {
        routes.MapMethods("/api/runs", Methods.Read, context => List(context, explored));
        routes.MapMethods("/api/runs/{id}", Methods.Read, context => Details(context, explored));
        routes.MapMethods("/api/runs/{id}/thumbnail", Methods.Read, context => Thumbnail(context, explored));
    }

    private static Task List(HttpContext context, Explored explored)
    {
        var runs = new List<RunSummary>();
        foreach (string id in explored.Catalogue.Ids())
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            try
            {
                runs.Add(RunSummary.Of(explored.Catalogue.Find(id)));
            }
            catch (Problem)
            {
                // It went while the folder was gone through.
            }
        }
        return Answer.Json(context, writer =>
        {
            writer.WriteStartArray();
            foreach (var run in runs)
            {
                writer.WriteStartObject();
                run.WriteMembers(writer);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }

    private static async Task Details(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        using var model = await run.Enter(context.RequestAborted).ConfigureAwait(false);
        await Answer.Json(context, await RunDetails.Of(run, model, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task Thumbnail(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        var drawn = run.Thumbnail;
        if (drawn is null || drawn.Stamp != CheckpointStamp.Of(run.Directory()))
        {
            using var turn = await explored.Sheets.Take(context.RequestAborted).ConfigureAwait(false);
            run.Thumbnail = drawn = await run.Draw(Samples, context.RequestAborted).ConfigureAwait(false);
        }
        await Answer.Bytes(context, drawn.Png, "image/png").ConfigureAwait(false);
    }

    private static byte[] Samples(Vae vae)
    {
        using var png = new MemoryStream();
        Png.Write(Sheets.Samples(vae, SampleRows, SampleColumns), png);
        return png.ToArray();
    }
}

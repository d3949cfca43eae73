using Elbo.Explorer.Answers;
using Elbo.Explorer.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>Pictures of codes: what the pad and the sliders ask for with every move.</summary>
internal static class DecodeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes, Explored explored) =>
        routes.MapPost("/api/runs/{id}/decode", context => Decode(context, explored));

    private static async Task Decode(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        var body = await RequestBody.Read(context, BodyJson.Default.DecodeBody).ConfigureAwait(false);
        using var model = await run.Enter(context.RequestAborted).ConfigureAwait(false);
        float[] codes = CodeRules.Rows(model.Vae, body.Codes, CodeRules.MostPictures(model.Vae));
        byte[] pictures = await model.Worker.Decode(codes, CodeRules.Label(model.Vae, body.Label), context.RequestAborted).ConfigureAwait(false);
        await Answer.Bytes(context, pictures).ConfigureAwait(false);
    }
}

using Elbo.Explorer.Answers;
using Elbo.Explorer.Examinations;
using Elbo.Explorer.Requests;
using Elbo.Explorer.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>What the model makes of a picture of the visitor's.</summary>
internal static class EncodeEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder routes, Explored explored) =>
        routes.MapPost("/api/runs/{id}/encode", context => Encode(context, explored));

    private static async Task Encode(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        var cancellation = context.RequestAborted;
        using var turn = await explored.Heavy.Take(cancellation).ConfigureAwait(false);
        byte[] file = await UploadedPicture.Read(context).ConfigureAwait(false);
        using var model = await run.Enter(cancellation).ConfigureAwait(false);
        byte? label = context.Request.Small("label") is { } given ? CodeRules.Label(model.Vae, given) : null;
        float[] image = UploadedPicture.Frame(model.Vae, file);
        var found = await model.Worker.Do(vae => PictureExamination.Of(vae, image, label), cancellation).ConfigureAwait(false);
        var codes = await Known(model, cancellation).ConfigureAwait(false);
        await Answer.Json(context, writer =>
        {
            double loss = found.Kl + found.Reconstruction;
            writer.WriteStartObject();
            writer.WholeOrNull("label", found.Label);
            writer.Numbers("mean", found.Codes.Mean);
            writer.Numbers("deviation", found.Codes.Deviation);
            writer.NumberOrNull("kl", found.Kl);
            writer.Numbers("klPerDimension", Array.ConvertAll(found.KlPerDimension(), kl => (float)kl));
            writer.NumberOrNull("reconstruction", found.Reconstruction);
            writer.NumberOrNull("elbo", -loss);
            writer.NumberOrNull("percentile", codes?.Percentile(loss));
            writer.WriteBase64String("picture", found.Picture);
            writer.WriteBase64String("decoded", found.Decoded);
            writer.WriteBase64String("error", found.Error);
            writer.NumberOrNull("largestError", found.LargestError);
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    /// <summary>The test set to compare with, if there is one and it is encoded soon.</summary>
    private static async Task<TestCodes?> Known(OpenModel model, CancellationToken cancellation)
    {
        try
        {
            return await model.Examination.CodesWithin(Patience, cancellation).ConfigureAwait(false);
        }
        catch (Problem)
        {
            return null;
        }
    }
}

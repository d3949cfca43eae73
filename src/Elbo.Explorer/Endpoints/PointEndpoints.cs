using Elbo.Data;
using Elbo.Explorer.Answers;
using Elbo.Figures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>Single pictures of the test set.</summary>
internal static class PointEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Explored explored)
    {
        routes.MapMethods("/api/runs/{id}/points/{index:int}", Methods.Read, context => Point(context, explored));
        routes.MapMethods("/api/runs/{id}/points/{index:int}/picture", Methods.Read, context => Original(context, explored));
        routes.MapMethods("/api/runs/{id}/points/{index:int}/reconstruction", Methods.Read, context => Reconstruction(context, explored));
    }

    private static async Task Point(HttpContext context, Explored explored)
    {
        using var model = await explored.Run(context).Enter(context.RequestAborted).ConfigureAwait(false);
        var codes = await model.Examination.Codes().WaitAsync(context.RequestAborted).ConfigureAwait(false);
        int index = Index(context, codes.Pictures);
        await Answer.Json(context, writer =>
        {
            double loss = (double)codes.Kl[index] + codes.Reconstruction[index];
            int? label = codes.Pictures.Labels?[index];
            writer.WriteStartObject();
            writer.WriteNumber("index", index);
            writer.WholeOrNull("label", label);
            writer.WriteString("className", label is { } known ? codes.Pictures.LabelNames[known] : null);
            writer.Numbers("mean", codes.MeanOf(index));
            writer.Numbers("deviation", codes.DeviationOf(index));
            writer.NumberOrNull("kl", codes.Kl[index]);
            writer.NumberOrNull("reconstruction", codes.Reconstruction[index]);
            writer.NumberOrNull("elbo", -loss);
            writer.NumberOrNull("percentile", codes.Percentile(loss));
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static async Task Original(HttpContext context, Explored explored)
    {
        using var model = await explored.Run(context).Enter(context.RequestAborted).ConfigureAwait(false);
        var pictures = await model.Examination.Data.Pictures(model.Vae).WaitAsync(context.RequestAborted).ConfigureAwait(false);
        float[] row = Vae.Intensities(pictures, [Index(context, pictures)]);
        await Answer.Picture(context, Pictures.FromRows(row, model.Vae.Shape)[0]).ConfigureAwait(false);
    }

    private static async Task Reconstruction(HttpContext context, Explored explored)
    {
        using var model = await explored.Run(context).Enter(context.RequestAborted).ConfigureAwait(false);
        var codes = await model.Examination.Codes().WaitAsync(context.RequestAborted).ConfigureAwait(false);
        int index = Index(context, codes.Pictures);
        byte? label = model.Vae.Classes > 0 ? codes.Pictures.Labels![index] : null;
        var shape = model.Vae.Shape;
        byte[] picture = await model.Worker.Decode(codes.MeanOf(index).ToArray(), label, context.RequestAborted).ConfigureAwait(false);
        await Answer.Picture(context, new Imaging.Pixmap(shape.Width, shape.Height, shape.Channels, picture)).ConfigureAwait(false);
    }

    private static int Index(HttpContext context, Dataset pictures)
    {
        int index = int.TryParse((string?)context.Request.RouteValues["index"], out int number) ? number : -1;
        return (uint)index < (uint)pictures.Count ? index : throw Problem.Unknown($"There is no picture {index}; the test set has 0 to {pictures.Count - 1}.");
    }
}

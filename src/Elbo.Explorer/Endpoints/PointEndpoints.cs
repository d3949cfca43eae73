using Elbo.Data;
using Elbo.Explorer.Answers;
using Elbo.Explorer.Examinations;
using Elbo.Explorer.Runs;
using Elbo.Figures;
using Elbo.Tensors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>Single pictures of the test set.</summary>
internal static class PointEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes, Explored explored)
    {
        routes.MapMethods("/api/runs/{id}/points/{index:int}", Methods.Read, context => Point(context, explored));
        routes.MapMethods("/api/runs/{id}/points/{index:int}/picture", Methods.Read, context => Original(context, explored));
        routes.MapMethods("/api/runs/{id}/points/{index:int}/reconstruction", Methods.Read, context => Reconstruction(context, explored));
    }

    private static async Task Point(HttpContext context, Explored explored)
    {
        using var model = await explored.Run(context).Enter(context.RequestAborted).ConfigureAwait(false);
        var (pictures, index) = await Chosen(context, model).ConfigureAwait(false);
        var all = await model.Examination.CodesWithin(Patience, context.RequestAborted).ConfigureAwait(false);
        // Of a large test set that is not through yet, the picture alone.
        var pass = all is not null ? new BoundPass(new Codes(all.MeanOf(index).ToArray(), all.DeviationOf(index).ToArray()), [all.Kl[index]], [all.Reconstruction[index]])
            : await model.Worker.Do(vae => Alone(vae, pictures, index), context.RequestAborted).ConfigureAwait(false);
        await Answer.Json(context, writer =>
        {
            double loss = (double)pass.Kl[0] + pass.Reconstruction[0];
            int? label = pictures.Labels?[index];
            writer.WriteStartObject();
            writer.WriteNumber("index", index);
            writer.WholeOrNull("label", label);
            writer.WriteString("className", label is { } known ? pictures.LabelNames[known] : null);
            writer.Numbers("mean", pass.Codes.Mean);
            writer.Numbers("deviation", pass.Codes.Deviation);
            writer.NumberOrNull("kl", pass.Kl[0]);
            writer.NumberOrNull("reconstruction", pass.Reconstruction[0]);
            writer.NumberOrNull("elbo", -loss);
            writer.NumberOrNull("percentile", all?.Percentile(loss));
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static async Task Original(HttpContext context, Explored explored)
    {
        using var model = await explored.Run(context).Enter(context.RequestAborted).ConfigureAwait(false);
        var (pictures, index) = await Chosen(context, model).ConfigureAwait(false);
        float[] row = Vae.Intensities(pictures, [index]);
        await Answer.Picture(context, Pictures.FromRows(row, model.Vae.Shape)[0]).ConfigureAwait(false);
    }

    private static async Task Reconstruction(HttpContext context, Explored explored)
    {
        using var model = await explored.Run(context).Enter(context.RequestAborted).ConfigureAwait(false);
        var (pictures, index) = await Chosen(context, model).ConfigureAwait(false);
        byte? label = model.Vae.Classes > 0 ? pictures.Labels![index] : null;
        var shape = model.Vae.Shape;
        var pass = await model.Worker.Do(vae => Alone(vae, pictures, index), context.RequestAborted).ConfigureAwait(false);
        byte[] picture = await model.Worker.Decode(pass.Codes.Mean, label, context.RequestAborted).ConfigureAwait(false);
        await Answer.Picture(context, new Imaging.Pixmap(shape.Width, shape.Height, shape.Channels, picture)).ConfigureAwait(false);
    }

    private static BoundPass Alone(Vae vae, Dataset pictures, int index)
    {
        using var tape = new Tape(vae.Pool, vae.Store);
        return BoundPass.Of(vae, tape, pictures, index, 1);
    }

    private static async Task<(Dataset Pictures, int Index)> Chosen(HttpContext context, OpenModel model)
    {
        var pictures = await model.Examination.Data.Pictures(model.Vae).WaitAsync(context.RequestAborted).ConfigureAwait(false);
        int index = int.TryParse((string?)context.Request.RouteValues["index"], out int number) ? number : -1;
        return (uint)index < (uint)pictures.Count ? (pictures, index) : throw Problem.Unknown($"There is no picture {index}; the test set has 0 to {pictures.Count - 1}.");
    }
}

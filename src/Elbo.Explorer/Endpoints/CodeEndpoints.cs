using Elbo.Explorer.Answers;
using Elbo.Explorer.Examinations;
using Elbo.Explorer.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>Codes to begin with or to calculate with: draws of the prior, and means of groups of test pictures.</summary>
internal static class CodeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Explored explored)
    {
        routes.MapMethods("/api/runs/{id}/random", Methods.Read, context => Random(context, explored));
        routes.MapMethods("/api/runs/{id}/means", Methods.Read, context => Means(context, explored));
        routes.MapPost("/api/runs/{id}/mean", context => Mean(context, explored));
    }

    private static async Task Random(HttpContext context, Explored explored)
    {
        using var model = await explored.Run(context).Enter(context.RequestAborted).ConfigureAwait(false);
        long seed = context.Request.Whole("seed") ?? System.Random.Shared.NextInt64(1L << 32);
        float[] code = model.Vae.DrawCodes(1, seed);
        await Answer.Json(context, writer =>
        {
            writer.WriteStartObject();
            writer.Numbers("code", code);
            writer.WriteNumber("seed", seed);
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static async Task Means(HttpContext context, Explored explored)
    {
        using var model = await explored.Run(context).Enter(context.RequestAborted).ConfigureAwait(false);
        var codes = await model.Examination.Codes().WaitAsync(context.RequestAborted).ConfigureAwait(false);
        var names = codes.Pictures.LabelNames;
        await Answer.Json(context, writer =>
        {
            writer.WriteStartArray();
            for (int label = 0; codes.Pictures.Labels is { } labels && label < names.Count; label++)
            {
                int[] members = [.. Enumerable.Range(0, codes.Count).Where(i => labels[i] == label)];
                if (members.Length == 0) continue;
                writer.WriteStartObject();
                writer.WriteNumber("label", label);
                writer.WriteString("className", names[label]);
                writer.WriteNumber("count", members.Length);
                writer.Numbers("mean", MeanOf(codes, members));
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }).ConfigureAwait(false);
    }

    private static async Task Mean(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        var body = await RequestBody.Read(context, BodyJson.Default.GroupBody).ConfigureAwait(false);
        using var model = await run.Enter(context.RequestAborted).ConfigureAwait(false);
        var codes = await model.Examination.Codes().WaitAsync(context.RequestAborted).ConfigureAwait(false);
        if (body.Indices is null or []) throw Problem.Wrong("There are no indices; give those of at least one test picture.");
        foreach (int index in body.Indices)
        {
            if ((uint)index >= (uint)codes.Count) throw Problem.Wrong($"There is no picture {index}; the test set has 0 to {codes.Count - 1}.");
        }
        await Answer.Json(context, writer =>
        {
            writer.WriteStartObject();
            writer.Numbers("mean", MeanOf(codes, body.Indices));
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static float[] MeanOf(TestCodes codes, int[] members)
    {
        var sums = new double[codes.Latent];
        foreach (int member in members)
        {
            var mean = codes.MeanOf(member);
            for (int d = 0; d < sums.Length; d++) sums[d] += mean[d];
        }
        return Array.ConvertAll(sums, sum => (float)(sum / members.Length));
    }
}

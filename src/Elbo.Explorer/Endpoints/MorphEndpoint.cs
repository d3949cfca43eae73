using Elbo.Explorer.Answers;
using Elbo.Explorer.Requests;
using Elbo.Imaging;
using Elbo.Latents;
using Elbo.Tensors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>A moving picture from one code to another along the arc, and back.</summary>
internal static class MorphEndpoint
{
    private const int FewestFrames = 2, MostFrames = 60, UsualFrames = 24, UsualSize = 280, LargestSize = 1024, MostBytes = 64 << 20;
    private const double SecondsPerFrame = 0.06;

    public static void Map(IEndpointRouteBuilder routes, Explored explored) =>
        routes.MapPost("/api/runs/{id}/morph.gif", context => Morph(context, explored));

    private static async Task Morph(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        var body = await RequestBody.Read(context, BodyJson.Default.MorphBody).ConfigureAwait(false);
        using var turn = await explored.Heavy.Take(context.RequestAborted).ConfigureAwait(false);
        using var model = await run.Enter(context.RequestAborted).ConfigureAwait(false);
        var vae = model.Vae;
        float[] from = CodeRules.Code(vae, body.From), to = CodeRules.Code(vae, body.To);
        byte? label = CodeRules.Label(vae, body.Label);
        int frames = body.Frames ?? UsualFrames, size = body.Size ?? UsualSize;
        if (frames is < FewestFrames or > MostFrames) throw Problem.Wrong($"frames must be between {FewestFrames} and {MostFrames}, not {frames}.");
        if (size is < 1 or > LargestSize) throw Problem.Wrong($"size must be between 1 and {LargestSize} pixels, not {size}.");
        if ((long)frames * vae.Shape.Features > MostBytes) throw Problem.Wrong($"{frames} frames of {vae.Shape} are too large for one moving picture; ask for fewer.");
        byte[] pictures = await model.Worker.Decode(Way(from, to, frames), label, context.RequestAborted).ConfigureAwait(false);
        using var gif = new MemoryStream();
        await Task.Run(() => Gif.Write(Frames(pictures, vae.Shape, frames, size, context.RequestAborted), gif, SecondsPerFrame), context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.ContentDisposition = "attachment; filename=\"morph.gif\"";
        await Answer.Bytes(context, gif.GetBuffer().AsMemory(0, (int)gif.Length), "image/gif").ConfigureAwait(false);
    }

    /// <summary>Codes along the arc, at rest at both ends.</summary>
    private static float[] Way(float[] from, float[] to, int frames)
    {
        var codes = new float[frames * from.Length];
        for (int i = 0; i < frames; i++)
        {
            double t = (1 - PortableMath.Cos(Math.PI * i / (frames - 1))) / 2;
            LatentPath.Spherical(from, to, t, codes.AsSpan(i * from.Length, from.Length));
        }
        return codes;
    }

    /// <summary>There and back, enlarged by a whole number; each frame is made when it is needed.</summary>
    private static IEnumerable<Pixmap> Frames(byte[] pictures, Shape shape, int frames, int size, CancellationToken cancellation)
    {
        var enlarged = new ContactSheet { Scale = Math.Max(1, size / Math.Max(shape.Width, shape.Height)), Gap = 0 };
        Pixmap? frame = null;
        for (int i = 0; i < Math.Max(frames, (2 * frames) - 2); i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int at = i < frames ? i : (2 * frames) - 2 - i;
            byte[] pixels = pictures.AsSpan(at * shape.Features, shape.Features).ToArray();
            yield return frame = enlarged.Grid([new Pixmap(shape.Width, shape.Height, shape.Channels, pixels)], 1, over: frame);
        }
    }
}

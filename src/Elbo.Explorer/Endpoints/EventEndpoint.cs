using Elbo.Explorer.Answers;
using Elbo.Explorer.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Elbo.Explorer.Endpoints;

/// <summary>A training as it goes on. The run's files are looked at once a second, and only while somebody listens.</summary>
internal static class EventEndpoint
{
    private const int SecondsBetweenBreaths = 15;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static void Map(IEndpointRouteBuilder routes, Explored explored) =>
        routes.MapGet("/api/runs/{id}/events", context => Follow(context, explored));

    private static async Task Follow(HttpContext context, Explored explored)
    {
        var run = explored.Run(context);
        var follower = new RunFollower(run);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, explored.Stopping);
        using var turn = await explored.Streams.Take(end.Token).ConfigureAwait(false);
        var stream = new EventStream(context);
        using var clock = new PeriodicTimer(Pause);
        run.Watch();
        try
        {
            for (int second = 1; await Tell(stream, follower.Look(), end.Token).ConfigureAwait(false); second++)
            {
                if (second % SecondsBetweenBreaths == 0) await stream.Breathe(end.Token).ConfigureAwait(false);
                await clock.WaitForNextTickAsync(end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The visitor went, or the server ends: so does the stream.
        }
        finally
        {
            run.Unwatch();
        }
    }

    /// <summary>Whether there is more to come.</summary>
    private static async Task<bool> Tell(EventStream stream, RunChange change, CancellationToken cancellation)
    {
        if (change.Gone is { } sentence)
        {
            await stream.Send("gone", writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("error", sentence);
                writer.WriteEndObject();
            }, cancellation).ConfigureAwait(false);
            return false;
        }
        if (change.History is { } history)
        {
            await stream.Send("history", writer =>
            {
                writer.WriteStartArray();
                foreach (var row in history) MetricsAnswer.Write(writer, row);
                writer.WriteEndArray();
            }, cancellation).ConfigureAwait(false);
        }
        foreach (var row in change.Rows) await stream.Send("epoch", writer => MetricsAnswer.Write(writer, row), cancellation).ConfigureAwait(false);
        if (change.State is { } state)
        {
            await stream.Send("state", writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("state", state.State);
                writer.WriteNumber("step", state.Step);
                writer.WriteNumber("checkpoint", state.Checkpoint);
                writer.WriteEndObject();
            }, cancellation).ConfigureAwait(false);
        }
        return true;
    }
}

using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Answers;

/// <summary>Turns whatever goes wrong into a status and one sentence.</summary>
/// <param name="warn">Told of what was not the visitor's doing.</param>
internal sealed class ErrorAnswers(Action<string>? warn)
{
    private const int ClientGone = 499;

    public async Task Invoke(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (!context.Response.HasStarted) Unrouted(context);
        }
        catch (Exception error)
        {
            if (context.Response.HasStarted)
            {
                // Half of an answer must not pass for a whole one.
                context.Abort();
                return;
            }
            var (status, sentence) = Words(context, error);
            context.Response.StatusCode = status;
            if (status == ClientGone) return;
            if (status == StatusCodes.Status500InternalServerError) warn?.Invoke($"{context.Request.Method} {Quoted.Text(context.Request.Path)} failed: {error.GetType().Name}: {Quoted.Line(error.Message)}");
            await Answer.Json(context, writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("error", sentence);
                writer.WriteEndObject();
            }).ConfigureAwait(false);
        }
    }

    /// <summary>What no endpoint took up has a number and no words yet.</summary>
    private static void Unrouted(HttpContext context)
    {
        string path = Quoted.Text(context.Request.Path);
        if (context.Response.StatusCode == StatusCodes.Status404NotFound) throw Problem.Unknown($"There is no {path} here; see /.");
        if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed) throw new Problem(StatusCodes.Status405MethodNotAllowed, $"{path} cannot be asked for with {context.Request.Method}.");
    }

    private static (int Status, string Sentence) Words(HttpContext context, Exception error) => error switch
    {
        Problem problem => (problem.Status, problem.Message),
        BadHttpRequestException bad when bad.StatusCode == StatusCodes.Status413PayloadTooLarge => (bad.StatusCode, "What was sent is too large."),
        BadHttpRequestException bad => (bad.StatusCode, "The request could not be read."),
        OperationCanceledException when context.RequestAborted.IsCancellationRequested => (ClientGone, ""),
        OperationCanceledException or ObjectDisposedException => (StatusCodes.Status503ServiceUnavailable, "The server is ending, or the run was opened anew meanwhile; ask again."),
        ElboException elbo => (StatusCodes.Status409Conflict, elbo.Message),
        OutOfMemoryException => (StatusCodes.Status503ServiceUnavailable, "There is not enough memory for this now; close other runs."),
        _ => (StatusCodes.Status500InternalServerError, "Something unexpected happened; the terminal that runs elbo explore says more."),
    };
}

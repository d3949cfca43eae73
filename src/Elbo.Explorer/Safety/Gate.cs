using System.Text;
using Elbo.Explorer.Answers;
using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Safety;

/// <summary>Lets a request in, or says why not. Nothing behind it looks at where a request comes from.</summary>
/// <param name="token">What visitors must bring, or null.</param>
internal sealed class Gate(Token? token)
{
    private const string Missing = "The token is missing; use the whole address that elbo explore printed.";

    private static readonly byte[] NoTokenPage =
        Encoding.UTF8.GetBytes($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Elbo explorer</title><h1>Elbo explorer</h1><p>{Missing}</p></html>\n");

    /// <summary>The names to answer to, known as soon as the port is.</summary>
    public HostRule? Hosts { get; set; }

    public Task Invoke(HttpContext context, RequestDelegate next)
    {
        SafetyHeaders.Set(context.Response);
        if (Hosts?.Allows(context.Request.Host) != true)
            throw new Problem(StatusCodes.Status403Forbidden, "This server does not answer to that name; use the address that elbo explore printed.");
        if (token?.Admits(context) == false)
        {
            if (context.Request.Path != "/") throw new Problem(StatusCodes.Status401Unauthorized, Missing);
            // Somebody reads this, not the page's script.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Answer.Bytes(context, NoTokenPage, "text/html; charset=utf-8");
        }
        OriginRule.Check(context.Request);
        return next(context);
    }
}

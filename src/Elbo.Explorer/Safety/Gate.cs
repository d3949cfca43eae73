using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Safety;

/// <summary>Lets a request in, or says why not. Nothing behind it looks at where a request comes from.</summary>
/// <param name="token">What visitors must bring, or null.</param>
internal sealed class Gate(Token? token)
{
    /// <summary>The names to answer to, known as soon as the port is.</summary>
    public HostRule? Hosts { get; set; }

    public Task Invoke(HttpContext context, RequestDelegate next)
    {
        SafetyHeaders.Set(context.Response);
        if (Hosts?.Allows(context.Request.Host) != true)
            throw new Problem(StatusCodes.Status403Forbidden, "This server does not answer to that name; use the address that elbo explore printed.");
        if (token?.Admits(context) == false)
            throw new Problem(StatusCodes.Status401Unauthorized, "The token is missing; use the whole address that elbo explore printed.");
        OriginRule.Check(context.Request);
        return next(context);
    }
}

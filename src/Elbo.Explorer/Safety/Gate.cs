using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Safety;

/// <summary>Lets a request in, or says why not. Nothing behind it looks at where a request comes from.</summary>
/// <param name="token">What visitors must bring, or null.</param>
internal sealed class Gate(Token? token)
{
    private const string Missing = "The token is missing; use the whole address that elbo explore printed.";

    /// <summary>The names to answer to, known as soon as the port is.</summary>
    public HostRule? Hosts { get; set; }

    public Task Invoke(HttpContext context, RequestDelegate next)
    {
        SafetyHeaders.Set(context.Response);
        if (Hosts?.Allows(context.Request.Host) != true)
            throw new Problem(StatusCodes.Status403Forbidden, "This server does not answer to that name; use the address that elbo explore printed.");
        // The page itself, which is the same everywhere, says that a token is missing; who follows a link from another site brings no cookie for it.
        if (token?.Admits(context) == false && !IsPage(context.Request.Path)) throw new Problem(StatusCodes.Status401Unauthorized, Missing);
        OriginRule.Check(context.Request);
        return next(context);
    }

    private static bool IsPage(PathString path) => path == "/" || path.StartsWithSegments("/web");
}

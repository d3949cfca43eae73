using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Safety;

/// <summary>Keeps the pages of other sites from asking through a visitor's browser.</summary>
internal static class OriginRule
{
    private const string Site = "Sec-Fetch-Site";

    /// <exception cref="Problem">The request comes from another site, or is of a kind that any page could send.</exception>
    public static void Check(HttpRequest request)
    {
        // A page may be come to from anywhere; data and pictures may not.
        if (request.Headers[Site] is [("cross-site" or "same-site")] && request.Path != "/") throw Foreign();
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return;
        if (!HttpMethods.IsPost(request.Method)) throw new Problem(StatusCodes.Status405MethodNotAllowed, "Only GET, HEAD and POST are understood here.");
        if (request.Headers.Origin is { Count: > 0 } origin && !string.Equals(origin.ToString(), $"http://{request.Host.Value}", StringComparison.OrdinalIgnoreCase)) throw Foreign();
        string type = request.ContentType?.Split(';')[0].Trim() ?? "";
        if (!string.Equals(type, "application/json", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("image/", StringComparison.OrdinalIgnoreCase))
            throw new Problem(StatusCodes.Status415UnsupportedMediaType, "What is posted here must be of the type application/json or image/*.");
    }

    private static Problem Foreign() => new(StatusCodes.Status403Forbidden, "Pages of other sites are not answered.");
}

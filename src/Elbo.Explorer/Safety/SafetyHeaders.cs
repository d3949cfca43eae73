using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Safety;

/// <summary>What every answer tells the browser to keep to.</summary>
internal static class SafetyHeaders
{
    /// <summary>The page loads nothing from elsewhere and runs no script but its own files.</summary>
    public const string Page = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>A drawing styles itself and does nothing else.</summary>
    public const string Drawing = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

    public static void Set(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Page;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Safety;

/// <summary>The word that lets a visitor from the network in: given once in the address, then kept as a cookie.</summary>
internal sealed class Token
{
    private const int Bytes = 24;

    private readonly byte[] expected;

    public Token()
    {
        Text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        expected = Encoding.ASCII.GetBytes(Text);
    }

    public string Text { get; }

    /// <summary>Whether a request brings the token; one that does so in its address is given the cookie.</summary>
    public bool Admits(HttpContext context)
    {
        string cookie = $"elbo-{context.Request.Host.Port}";
        if (Is(context.Request.Cookies[cookie])) return true;
        if (!Is(context.Request.Query["token"])) return false;
        context.Response.Cookies.Append(cookie, Text, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
        return true;
    }

    private bool Is(string? given) => given is { Length: Bytes * 2 } && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), expected);
}

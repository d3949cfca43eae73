using System.Net;
using Microsoft.AspNetCore.Http;

namespace Elbo.Explorer.Safety;

/// <summary>
/// Which names the server answers to. Another site can point a name of its own at this machine and so read what it serves
/// (DNS rebinding); the browser then still sends that site's name.
/// </summary>
/// <param name="port">The port listened on.</param>
/// <param name="given">What <c>--host</c> names, or null.</param>
internal sealed class HostRule(int port, string? given)
{
    private const int UsualPort = 80;

    public bool Allows(HostString host)
    {
        if ((host.Port ?? UsualPort) != port) return false;
        string name = host.Host;
        if (name is "127.0.0.1" or "[::1]" || Same(name, "localhost")) return true;
        if (given is null) return false;
        // No name points at a number.
        return Same(name, given) || (ListeningAddress.StandsForAll(given) && Same(name, Dns.GetHostName())) || IPAddress.TryParse(name.Trim('[', ']'), out _);
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

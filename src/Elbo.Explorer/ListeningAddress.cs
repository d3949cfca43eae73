using System.Net;
using System.Net.Sockets;

namespace Elbo.Explorer;

/// <summary>Turns what <c>--host</c> names into an address of this machine.</summary>
internal static class ListeningAddress
{
    /// <summary>The address to listen on; this machine alone for null.</summary>
    /// <exception cref="SettingException">No address has that name.</exception>
    public static async Task<IPAddress> Of(string? host, CancellationToken cancellation)
    {
        if (host is null) return IPAddress.Loopback;
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address)) return address;
        try
        {
            var found = Uri.CheckHostName(host) == UriHostNameType.Dns ? await Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false) : [];
            if (found is [var first, ..]) return first;
        }
        catch (SocketException)
        {
            // The sentence below says it.
        }
        throw new SettingException($"--host must be an address or name of this machine, such as 0.0.0.0 for all, not {Quoted.Text(host)}.");
    }

    /// <summary>How the address is written in a URL; one that stands for all is shown as this machine's name.</summary>
    public static string Shown(string host)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address)) return host;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return Dns.GetHostName();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
    }
}

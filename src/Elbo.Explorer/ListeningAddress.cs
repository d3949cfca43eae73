using System.Net;
using System.Net.NetworkInformation;
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

    /// <summary>How the address is written in a URL; for one that stands for all, an address that others of the network reach this machine at.</summary>
    public static string Shown(string host)
    {
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address)) return host;
        if (StandsForAll(host))
        {
            // A name without a domain means nothing to a telephone.
            if (Reachable(OfInterfaces(), address.AddressFamily == AddressFamily.InterNetworkV6) is not { } reachable) return Dns.GetHostName();
            address = reachable;
        }
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
    }

    /// <summary>Whether all addresses of this machine are meant.</summary>
    public static bool StandsForAll(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    /// <summary>The address that others most likely reach, or null: that of an interface with a way out first, and a short one before a long one.</summary>
    internal static IPAddress? Reachable(IEnumerable<(IPAddress Address, bool HasGateway)> known, bool six) => known
        .Where(one => !IPAddress.IsLoopback(one.Address) && !one.Address.IsIPv6LinkLocal && (six || one.Address.AddressFamily == AddressFamily.InterNetwork))
        .OrderByDescending(one => one.HasGateway).ThenBy(one => one.Address.AddressFamily == AddressFamily.InterNetworkV6)
        .Select(one => one.Address).FirstOrDefault();

    private static List<(IPAddress Address, bool HasGateway)> OfInterfaces()
    {
        try
        {
            var up = NetworkInterface.GetAllNetworkInterfaces().Where(one => one.OperationalStatus != OperationalStatus.Down).Select(one => one.GetIPProperties());
            return [.. up.SelectMany(one => one.UnicastAddresses.Select(address => (address.Address, one.GatewayAddresses.Count > 0)))];
        }
        catch (Exception error) when (error is NetworkInformationException or PlatformNotSupportedException)
        {
            return [];
        }
    }
}

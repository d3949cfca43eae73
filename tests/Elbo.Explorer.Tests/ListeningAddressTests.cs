using System.Net;

namespace Elbo.Explorer.Tests;

public sealed class ListeningAddressTests
{
    private static readonly (IPAddress, bool)[] Known =
    [
        (IPAddress.Loopback, true), (IPAddress.Parse("fe80::1"), true), (IPAddress.Parse("172.17.0.1"), false), (IPAddress.Parse("2001:db8::7"), true), (IPAddress.Parse("192.168.1.7"), true),
    ];

    [Theory]
    [InlineData(false, 5, "192.168.1.7")]
    [InlineData(true, 5, "192.168.1.7")]
    [InlineData(true, 4, "2001:db8::7")]
    [InlineData(false, 4, "172.17.0.1")]
    [InlineData(false, 2, null)]
    public void Of_a_machines_addresses_the_one_that_others_reach_is_shown(bool six, int known, string? shown) =>
        Assert.Equal(shown, ListeningAddress.Reachable(Known.Take(known), six)?.ToString());

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", false)]
    [InlineData("[::1]", "[::1]", false)]
    [InlineData("box.example", "box.example", false)]
    [InlineData("0.0.0.0", null, true)]
    [InlineData("::", null, true)]
    public void Only_what_stands_for_all_is_shown_as_something_else(string host, string? shown, bool all)
    {
        Assert.Equal(all, ListeningAddress.StandsForAll(host));
        if (shown is not null) Assert.Equal(shown, ListeningAddress.Shown(host));
        else Assert.False(ListeningAddress.StandsForAll(ListeningAddress.Shown(host)));
    }
}

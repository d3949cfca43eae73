using System.Net;
using System.Net.Sockets;

namespace Elbo.Cli.Tests;

public sealed class ExploreVerbTests(Workplace place) : IClassFixture<Workplace>
{
    [Fact]
    public async Task Explore_prints_its_address_serves_and_ends_cleanly_at_an_interruption()
    {
        if (OperatingSystem.IsWindows()) return;
        int port = FreePort();
        using var command = place.Start("explore", place.FinishedRun, "--port", $"{port}", "--no-browser", "--threads", "1");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        command.WaitFor(() => Answers(client));
        Assert.Contains("\"recipe\":\"digits\"", await client.GetStringAsync("/api/runs"));
        // An open stream must not hold it up.
        using var stream = await client.GetAsync("/api/runs/finished/events", HttpCompletionOption.ResponseHeadersRead);
        command.Signal("INT");
        var ended = command.Wait();
        Assert.Equal((0, "", $"http://127.0.0.1:{port}/\n"), (ended.Code, ended.Errors, ended.Output));
    }

    [Fact]
    public void A_port_in_use_is_told_in_a_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        place.Elbo("explore", place.FinishedRun, "--port", $"{((IPEndPoint)taken.LocalEndpoint).Port}").Refused(1, "in use", "--port");
    }

    [Theory]
    [InlineData("none", "There is no folder none")]
    [InlineData("data", "holds none")]
    public void A_path_without_runs_is_told(string path, string words)
    {
        _ = place.FinishedRun;
        place.Elbo("explore", path).Refused(1, words);
    }

    [Theory]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--threads", "0")]
    [InlineData("--host", "no host")]
    public void An_impossible_setting_is_bad_usage(string option, string value) => place.Elbo("explore", place.FinishedRun, $"{option}={value}").Refused(2, option);

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static bool Answers(HttpClient client)
    {
        try
        {
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, "/"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

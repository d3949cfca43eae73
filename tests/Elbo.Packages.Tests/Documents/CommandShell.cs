using System.Diagnostics;

namespace Elbo.Packages.Tests.Documents;

/// <summary>Runs lines as a shell does, where elbo is the built command, the network is away and the home folder is the fixture's.</summary>
internal sealed class CommandShell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Dictionary<string, string?> variables;

    public CommandShell(string tools, string home, string data, string cache)
    {
        Directory.CreateDirectory(tools);
        string elbo = Path.Combine(tools, "elbo");
        string command = Checkout.At("src", "Elbo.Cli", "bin", Checkout.Configuration, "net10.0", "Elbo.Cli.dll");
        File.WriteAllText(elbo, $"#!/bin/sh\nexec '{Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"}' '{command}' \"$@\"\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(elbo, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        variables = new()
        {
            ["PATH"] = tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"), ["HOME"] = home,
            ["ELBO_DATA"] = data, ["ELBO_CACHE"] = cache, ["XDG_CACHE_HOME"] = cache,
            // Nothing listens there, so that a request fails at once.
            ["HTTPS_PROXY"] = "http://127.0.0.1:9", ["https_proxy"] = "http://127.0.0.1:9",
            // Short commands are over before profiles are of use.
            ["DOTNET_TieredPGO"] = "0",
        };
    }

    /// <summary>Runs a line to its end and gives both its outputs together.</summary>
    public (int Code, string Output) Run(string folder, string line)
    {
        using var child = Start(folder, line);
        var output = child.StandardOutput.ReadToEndAsync();
        var errors = child.StandardError.ReadToEndAsync();
        if (!child.WaitForExit(Patience)) child.Kill(entireProcessTree: true);
        child.WaitForExit();
        return (child.ExitCode, output.Result + errors.Result);
    }

    /// <summary>Runs a line that serves a page: looks at the page, and ends it as Ctrl-C would.</summary>
    public (int Code, string Output) Visit(string folder, string line)
    {
        using var child = Start(folder, "exec " + line);
        try
        {
            var errors = child.StandardError.ReadToEndAsync();
            using var patience = new CancellationTokenSource(Patience);
            string? address = child.StandardOutput.ReadLineAsync(patience.Token).AsTask().GetAwaiter().GetResult();
            if (address is null) return (1, errors.Result);
            using var client = new HttpClient { Timeout = Patience };
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)));
            if (!answer.IsSuccessStatusCode) return (1, $"{address} answered {answer.StatusCode}");
            using var kill = Process.Start("sh", ["-c", $"kill -TERM {child.Id}"]);
            kill.WaitForExit();
            return child.WaitForExit(Patience) ? (child.ExitCode, errors.Result) : (1, "did not end");
        }
        finally
        {
            if (!child.HasExited) child.Kill(entireProcessTree: true);
        }
    }

    private Process Start(string folder, string line)
    {
        var start = new ProcessStartInfo("sh", ["-c", line]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

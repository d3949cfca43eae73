using System.Diagnostics;
using System.Text.Json;

namespace Elbo.Packages.Tests.Documents;

/// <summary>Runs lines that begin with elbo as a shell does, with the built command, without network, and with the fixture's home folder.</summary>
internal sealed class CommandShell(string home, string data, string cache) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly string Command = Checkout.At("src", "Elbo.Cli", "bin", Checkout.Configuration, "net10.0", "Elbo.Cli.dll");
    private readonly Dictionary<string, string> variables = new()
    {
        ["HOME"] = home, ["ELBO_DATA"] = data, ["ELBO_CACHE"] = cache, ["XDG_CACHE_HOME"] = cache,
        // Nothing listens there, so that a request fails at once.
        ["HTTPS_PROXY"] = "http://127.0.0.1:9", ["https_proxy"] = "http://127.0.0.1:9",
    };

    private Process? host;
    private Task<string>? complaints;

    /// <summary>Processor time of the commands so far, but for those that serve.</summary>
    public double Seconds => host is { HasExited: false } ? host.TotalProcessorTime.TotalSeconds : 0;

    /// <summary>Runs a line to its end and gives both its outputs together.</summary>
    public (int Code, string Output) Run(string folder, string line)
    {
        var parsed = ShellLine.Parse(line, home);
        if (host is null or { HasExited: true })
        {
            host?.Dispose();
            host = Start(folder, ["exec", "--runtimeconfig", Path.ChangeExtension(Command, ".runtimeconfig.json"), typeof(CommandHost).Assembly.Location, CommandHost.Word, Command]);
            complaints = host.StandardError.ReadToEndAsync();
        }
        host.StandardInput.WriteLine(JsonSerializer.Serialize<string[]>([folder, .. parsed.Words.Skip(1)]));
        host.StandardInput.Flush();
        var reading = host.StandardOutput.ReadLineAsync();
        if (!reading.Wait(Patience)) host.Kill(entireProcessTree: true);
        if (reading.GetAwaiter().GetResult() is not { } read) return (-1, "The command took its process with it: " + complaints!.Result);
        var answer = JsonSerializer.Deserialize<CommandAnswer>(read)!;
        if (parsed.OutputFile is not null) File.WriteAllText(Path.Combine(folder, parsed.OutputFile), answer.Output);
        return (answer.Code, answer.Output + answer.Errors);
    }

    /// <summary>Runs a line that serves a page in a process of its own: looks at the page, and ends the process as Ctrl-C would.</summary>
    public (int Code, string Output) Visit(string folder, string line)
    {
        using var child = Start(folder, [Command, .. ShellLine.Parse(line, home).Words.Skip(1)]);
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

    public void Dispose()
    {
        if (host is { HasExited: false })
        {
            host.StandardInput.Close();
            if (!host.WaitForExit(Patience)) host.Kill(entireProcessTree: true);
        }
        host?.Dispose();
    }

    private Process Start(string folder, string[] words)
    {
        var start = DotnetCommand.Prepare(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, words, [.. variables.Select(pair => (pair.Key, pair.Value))]);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }
}

using System.Diagnostics;

namespace Elbo.Cli.Tests;

/// <summary>The real command in a process of its own.</summary>
internal static class ElboCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Task<Outcome> Run(params string[] arguments) => Finish(Start(null, [], arguments));

    public static Task<Outcome> RunIn(string folder, params string[] arguments) => Finish(Start(folder, [], arguments));

    public static Task<Outcome> RunWith((string Name, string Value)[] environment, params string[] arguments) => Finish(Start(null, environment, arguments));

    /// <summary>Starts the command and sends it a signal once a line of its standard error contains <paramref name="cue"/>.</summary>
    public static async Task<Outcome> Interrupt(string signal, string cue, params string[] arguments)
    {
        using var process = Start(null, [], arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        string error = "";
        bool sent = false;
        while (await process.StandardError.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            error += line + "\n";
            if (sent || !line.Contains(cue, StringComparison.Ordinal)) continue;
            sent = true;
            using var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
            await kill.WaitForExitAsync();
        }
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(sent, $"'{cue}' was never printed: {error}");
        return new(process.ExitCode, await output, error);
    }

    private static Process Start(string? folder, (string Name, string Value)[] environment, string[] arguments)
    {
        string assembly = Path.Combine(AppContext.BaseDirectory, "Elbo.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<Outcome> Finish(Process process)
    {
        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            try
            {
                await process.WaitForExitAsync().WaitAsync(Patience);
            }
            catch (TimeoutException)
            {
                process.Kill();
                throw;
            }
            return new(process.ExitCode, await output, await error);
        }
    }
}

/// <summary>How a command ended and what it printed.</summary>
internal sealed record Outcome(int Code, string Output, string Error)
{
    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Done, or the test fails with what was said.</summary>
    public Outcome Done()
    {
        Assert.True(Code == 0, $"exit code {Code}: {Error}");
        return this;
    }

    /// <summary>Refused with this code and one sentence on standard error, which holds <paramref name="parts"/>, and nothing on standard output.</summary>
    public void Refused(int code, params string[] parts)
    {
        Assert.True(Code == code, $"exit code {Code}: {Error}");
        Assert.Empty(Output);
        string sentence = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches("[.?]$", sentence);
        foreach (string part in parts) Assert.Contains(part, sentence, StringComparison.Ordinal);
    }
}

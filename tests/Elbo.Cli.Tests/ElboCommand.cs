using System.Diagnostics;
using System.Text;

namespace Elbo.Cli.Tests;

/// <summary>What a finished child process left.</summary>
internal sealed record Outcome(int Code, string Output, string Errors)
{
    /// <summary>The last line of standard output.</summary>
    public string LastLine => Output.TrimEnd().Split('\n')[^1].TrimEnd('\r');

    /// <summary>Asserts a failure in one plain sentence that holds these words.</summary>
    public void Refused(int code, params string[] words)
    {
        Assert.True(Code == code, $"exit code {Code} instead of {code}; standard error: {Errors}");
        Assert.Equal("", Output);
        string sentence = Errors.TrimEnd();
        Assert.DoesNotContain('\n', sentence);
        Assert.DoesNotContain("Exception", sentence);
        Assert.True(sentence.Length > 10 && sentence[^1] is '.' or '?', sentence);
        foreach (string word in words) Assert.Contains(word, sentence);
    }

    public Outcome Done()
    {
        Assert.True(Code == 0, $"exit code {Code}; standard error: {Errors}");
        return this;
    }
}

/// <summary>The built command in a child process, away from this user's data and the network.</summary>
internal sealed class ElboCommand : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly Task<string> output;

    private ElboCommand(string folder, string[] words)
    {
        var start = new ProcessStartInfo(IgnoresInterrupts ? "env" : "dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // A shell's background job, and all that it starts, would never see Ctrl-C.
        if (IgnoresInterrupts) start.ArgumentList.Add("--default-signal=INT,HUP");
        if (IgnoresInterrupts) start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Elbo.Cli.dll"));
        foreach (string word in words) start.ArgumentList.Add(word);
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(folder, "cache");
        start.Environment.Remove("ELBO_DATA");
        start.Environment.Remove("ELBO_CACHE");
        // Nothing listens there, so that a request fails at once.
        foreach (string name in new[] { "HTTPS_PROXY", "https_proxy" }) start.Environment[name] = "http://127.0.0.1:9";
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            lock (errors)
            {
                errors.Append(line.Data).Append('\n');
                Monitor.PulseAll(errors);
            }
        };
        process.BeginErrorReadLine();
        output = process.StandardOutput.ReadToEndAsync();
    }

    public static ElboCommand Start(string folder, params string[] words) => new(folder, words);

    public static Outcome Run(string folder, params string[] words)
    {
        using var command = Start(folder, words);
        return command.Wait();
    }

    /// <summary>Waits until standard error holds this text.</summary>
    public void WaitFor(string text)
    {
        var waited = Stopwatch.StartNew();
        lock (errors)
        {
            while (!errors.ToString().Contains(text, StringComparison.Ordinal))
            {
                Assert.True(waited.Elapsed < Patience && !process.HasExited, $"'{text}' did not come: {errors}");
                Monitor.Wait(errors, 100);
            }
        }
    }

    /// <summary>Waits until something holds while the command runs.</summary>
    public void WaitFor(Func<bool> condition)
    {
        var until = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(until.Elapsed < Patience && !process.HasExited, $"It did not come: {errors}");
            Thread.Sleep(TimeSpan.FromMilliseconds(0.2));
        }
    }

    /// <summary>Sends a signal by its name, such as INT.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{name} {process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Sends signals by their names, one after the other with a pause between them, as far as the command lives on.</summary>
    public void Signals(TimeSpan pause, params string[] names)
    {
        string wait = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"; sleep {pause.TotalSeconds:0.000}; ");
        using var kill = Process.Start("sh", ["-c", string.Join(wait, names.Select(name => $"kill -{name} {process.Id} 2>/dev/null"))]);
        kill.WaitForExit();
    }

    // The system's list of signals that this process, and so each that it starts, ignores: hang-up is the first bit, interrupt the second.
    private static bool IgnoresInterrupts { get; } = OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[^1] is '1' or '2' or '3' or '5' or '6' or '7' or '9' or 'a' or 'b' or 'd' or 'e' or 'f';

    /// <summary>Ends the command at once, as a power cut would.</summary>
    public void Kill()
    {
        Assert.False(process.HasExited, $"It was over already: {errors}");
        process.Kill();
        process.WaitForExit();
    }

    public Outcome Wait()
    {
        Assert.True(process.WaitForExit(Patience), "The command did not end.");
        process.WaitForExit();
        lock (errors) return new Outcome(process.ExitCode, output.Result, errors.ToString());
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            // What it was about to write is written before its folder is deleted.
            process.WaitForExit();
        }
        process.Dispose();
    }
}

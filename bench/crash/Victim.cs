using System.Diagnostics;

namespace Elbo.Crash;

/// <summary>The command in a child process that can be held still, looked at and killed. Needs Linux.</summary>
public sealed class Victim : IDisposable
{
    private readonly Process process;
    private readonly List<string> lines = [];
    private readonly Task output;

    /// <summary>Starts the command.</summary>
    /// <param name="command">The path of Elbo.Cli.dll.</param>
    /// <param name="folder">Where it runs; its cache is the folder's own.</param>
    /// <param name="words">The command line.</param>
    public Victim(string command, string folder, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("dotnet", [command, .. words]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ELBO_CACHE"] = CacheOf(folder);
        start.Environment.Remove("ELBO_DATA");
        process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
        output = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>The process.</summary>
    public int Id => process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Where a process in this folder keeps its cache.</summary>
    public static string CacheOf(string folder) => Path.Combine(folder, "cache");

    /// <summary>What it said so far on standard error.</summary>
    public string[] Lines()
    {
        lock (lines) return [.. lines];
    }

    /// <summary>Holds it still; false if it ended before.</summary>
    public bool Stop()
    {
        if (process.HasExited) return false;
        Signals.Send(process.Id, Signals.Stop);
        while (true)
        {
            switch (State())
            {
                case 'T': return true;
                case null or 'Z' or 'X': return false;
                default: Thread.Yield(); break;
            }
        }
    }

    /// <summary>Ends it with SIGKILL, as the system does when memory runs out.</summary>
    public void Kill()
    {
        Signals.Send(process.Id, Signals.Kill);
        process.WaitForExit();
    }

    /// <summary>Waits for its end and gives its exit code.</summary>
    public int Wait()
    {
        process.WaitForExit();
        output.Wait();
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }

    /// <summary>The letter that the system gives the process's state; null when it is gone.</summary>
    private char? State()
    {
        try
        {
            string text = File.ReadAllText($"/proc/{process.Id}/stat");
            return text[text.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Note(string? line)
    {
        if (line is null) return;
        lock (lines) lines.Add(line);
    }
}

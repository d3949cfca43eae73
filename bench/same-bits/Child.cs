using System.Diagnostics;
using System.Text;

namespace Elbo.SameBits;

/// <summary>The elbo command in a process of its own.</summary>
internal sealed class Child : IDisposable
{
    private static Child? running;
    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly Task<string> output;

    public Child(string dll, string folder, Setting setting, string data, string cache, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("dotnet", [dll, .. words]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(IsOfRuntime).ToArray()) start.Environment.Remove(name);
        start.Environment["ELBO_DATA"] = data;
        start.Environment["ELBO_CACHE"] = cache;
        if (setting.Variable is { } variable) start.Environment[variable] = setting.Value;
        process = Process.Start(start) ?? throw new ElboException("dotnet could not be started; put it on the path.");
        running = this;
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        output = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Ends the child that runs, for this process is being ended.</summary>
    public static void KillRunning()
    {
        if (running is { HasExited: false } child) child.Kill();
    }

    public bool HasExited => process.HasExited;

    /// <summary>SIGKILL: nothing is flushed, no handler runs.</summary>
    public void Kill() => process.Kill();

    /// <summary>SIGTERM, after which training writes a checkpoint; where there are no signals, the same as <see cref="Kill"/>.</summary>
    public void Terminate()
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill();
            return;
        }
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    public (int Code, string Output, string Errors) Wait()
    {
        process.WaitForExit();
        return (process.ExitCode, output.Result, errors.ToString());
    }

    public void Dispose()
    {
        running = null;
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    // What the caller's shell sets must not reach the reference.
    private static bool IsOfRuntime(string variable) =>
        variable.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase) && !variable.StartsWith("DOTNET_ROOT", StringComparison.OrdinalIgnoreCase);
}

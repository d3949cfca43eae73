using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace Elbo.Tests;

/// <summary>This assembly's Main in a process of its own.</summary>
internal static class ChildProcess
{
    /// <summary>The vector widths that the running process accelerates.</summary>
    public static string Widths =>
        (Vector512.IsHardwareAccelerated ? "512 " : "") + (Vector256.IsHardwareAccelerated ? "256 " : "") +
        (Vector128.IsHardwareAccelerated ? "128 " : "") + (System.Runtime.Intrinsics.X86.Fma.IsSupported ? "fma" : "");

    /// <summary>Runs to the end and gives the exit code, the lines of its output, and its errors.</summary>
    public static (int Code, string[] Lines, string Errors) Run(IEnumerable<string> arguments, (string Name, string Value)? variable = null)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, ["exec", typeof(ChildProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (variable is var (name, value)) start.Environment[name] = value;
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, output.Split(Environment.NewLine, StringSplitOptions.TrimEntries)[..^1], errors.Result);
    }
}

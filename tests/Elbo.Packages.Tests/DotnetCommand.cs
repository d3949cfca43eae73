using System.Diagnostics;

namespace Elbo.Packages.Tests;

/// <summary>A command in a child process.</summary>
internal static class DotnetCommand
{
    /// <summary>Runs dotnet to the end.</summary>
    public static (int Code, string Output) Run(string folder, string[] words, params (string Name, string Value)[] variables) =>
        RunProgram(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, words, variables);

    /// <summary>Runs a program to the end and gives both its outputs together.</summary>
    public static (int Code, string Output) RunProgram(string program, string folder, string[] words, params (string Name, string Value)[] variables)
    {
        using var child = Process.Start(Prepare(program, folder, words, variables))!;
        var errors = child.StandardError.ReadToEndAsync();
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return (child.ExitCode, output + errors.Result);
    }

    public static ProcessStartInfo Prepare(string program, string folder, string[] words, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(program, words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // What the running test host was told does not hold for its children.
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("MSBUILDDISABLENODEREUSE", "1"), .. variables])
            start.Environment[name] = value;
        return start;
    }
}

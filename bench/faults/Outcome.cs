using System.Diagnostics;

namespace Elbo.Faults;

/// <summary>What a process left.</summary>
internal sealed record Outcome(int Code, string Output, string Errors)
{
    private const int Killed = 137;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The last line of standard error, where an error is told.</summary>
    public string LastError => Errors.TrimEnd().Split('\n')[^1];

    /// <summary>Runs a process to its end.</summary>
    public static Outcome Of(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            process.WaitForExit();
            return new(-1, output.Result, errors.Result + "\nIt did not end.");
        }
        process.WaitForExit();
        return new(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>What is wrong with how it ended: success, or one sentence and exit code 1, is right; null then.</summary>
    public string? Wrong(bool killed)
    {
        if (killed && Code == Killed) return null;
        if (Code is not (0 or 1)) return $"exit code {Code}: {LastError}";
        if (Errors.Contains("Exception", StringComparison.Ordinal) || Errors.Contains("\n   at ", StringComparison.Ordinal)) return $"a stack trace: {Errors.ReplaceLineEndings(" ")}";
        if (Errors.Contains("unexpected", StringComparison.Ordinal)) return LastError;
        if (Code == 0) return null;
        if (Output.Length > 0) return "it failed but wrote to standard output";
        return LastError.Length > 20 && LastError.EndsWith('.') ? null : $"no sentence: {LastError}";
    }
}

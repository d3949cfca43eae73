namespace Elbo.Cli;

/// <summary>What scripts may rely on.</summary>
internal static class ExitCode
{
    public const int Done = 0, Failed = 1, BadUsage = 2, Interrupted = 130;
}

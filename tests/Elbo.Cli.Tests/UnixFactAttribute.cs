namespace Elbo.Cli.Tests;

/// <summary>A test that sends signals, which Windows does not know.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no signals to send.";
    }
}

/// <summary>The same with cases.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no signals to send.";
    }
}

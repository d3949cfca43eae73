namespace Elbo.Tests;

/// <summary>A fact about files that may not be read: skipped, and saying so, for a user who may read everything.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnprivilegedFactAttribute : FactAttribute
{
    public UnprivilegedFactAttribute()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) Skip = "This user may read every file, so none can be closed to the test.";
    }
}

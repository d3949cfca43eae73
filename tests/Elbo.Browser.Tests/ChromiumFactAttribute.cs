namespace Elbo.Browser.Tests;

/// <summary>A fact that needs a browser: skipped, and saying so, where there is no Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    /// <summary>A test that has not ended by then has failed: input, for one, waits for the browser however long that takes.</summary>
    public const int Milliseconds = 300_000;

    public ChromiumFactAttribute()
    {
        Timeout = Milliseconds;
        if (Executable is null) Skip = "There is no Chromium on the PATH: install it, or set ELBO_CHROMIUM to its path.";
    }

    /// <summary>The browser, or null.</summary>
    public static string? Executable { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ELBO_CHROMIUM") is { Length: > 0 } given) return given;
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (string name in Names)
            {
                string path = Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
                if (File.Exists(path)) return path;
            }
        }
        return null;
    }
}

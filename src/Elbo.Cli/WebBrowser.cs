using System.ComponentModel;
using System.Diagnostics;

namespace Elbo.Cli;

/// <summary>The user's browser, opened by the system's own command for it.</summary>
internal static class WebBrowser
{
    /// <summary>Opens a page where there is a screen; false where there is none, or no browser.</summary>
    public static bool Open(Uri page)
    {
        if (!HasScreen()) return false;
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(page.AbsoluteUri) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [page.AbsoluteUri]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start);
            return true;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or FileNotFoundException)
        {
            return false;
        }
    }

    private static bool HasScreen() => !OperatingSystem.IsLinux()
        || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY")) || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY"));
}

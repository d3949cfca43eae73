using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Whether somebody watches.</summary>
internal static class Terminal
{
    /// <summary>A console on standard error that can redraw its lines, or null where plain lines are all that works.</summary>
    public static IAnsiConsole? OnError()
    {
        if (Console.IsErrorRedirected) return null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Profile.Capabilities.Ansi ? console : null;
    }
}

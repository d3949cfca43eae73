using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Where people read. Names from files can hold what a terminal obeys, so every line passes through here.</summary>
internal static class Terminal
{
    /// <summary>A console on standard error that can redraw its lines, or null where plain lines are all that works.</summary>
    public static IAnsiConsole? OnError()
    {
        if (Console.IsErrorRedirected) return null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Profile.Capabilities.Ansi ? console : null;
    }

    /// <summary>One line on standard error.</summary>
    public static void Tell(string sentence) => Console.Error.WriteLine(Quoted.Line(sentence));

    /// <summary>One line of results on standard output; a script gets its letters as they are.</summary>
    public static void Print(string line) => Console.WriteLine(Console.IsOutputRedirected ? line : Quoted.Line(line));
}

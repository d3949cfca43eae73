using System.Text;
using Elbo.Diagnosis;
using Spectre.Console;

namespace Elbo.Cli.Display;

/// <summary>Findings for people: a sentence, and below it the evidence and what to change, wrapped to the window.</summary>
internal static class FindingsText
{
    private const int Widest = 80, Margin = 9;

    public static void Write(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            Console.WriteLine("Healthy: nothing is wrong with this run.");
            return;
        }
        int width = Console.IsOutputRedirected ? Widest : Math.Clamp(AnsiConsole.Profile.Width, 40, Widest);
        if (findings.All(finding => finding.Severity == Severity.Note)) Console.WriteLine("Healthy: nothing is wrong with this run. Worth knowing:\n");
        for (int i = 0; i < findings.Count; i++)
        {
            if (i > 0) Console.WriteLine();
            var finding = findings[i];
            string word = $"{finding.Severity}";
            bool first = true;
            foreach (string line in Lines(finding, width - Margin))
            {
                if (first && !Console.IsOutputRedirected) AnsiConsole.Markup($"[bold {Colour(finding.Severity)}]{word.PadRight(Margin)}[/]");
                else Console.Write(first ? word.PadRight(Margin) : new string(' ', Margin));
                Terminal.Print(line);
                first = false;
            }
        }
    }

    private static IEnumerable<string> Lines(Finding finding, int width)
    {
        string setting = finding.Setting is null || finding.Advice.Contains(finding.Setting, StringComparison.Ordinal) ? "" : $" ({finding.Setting})";
        return Wrap(finding.What, width).Concat(Wrap($"Seen: {finding.Evidence}", width)).Concat(Wrap($"Do:   {finding.Advice}{setting}", width));
    }

    /// <summary>A text in lines of at most so many letters, broken between words.</summary>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }
        yield return line.ToString();
    }

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Problem => "red",
        Severity.Warning => "yellow",
        _ => "blue",
    };
}

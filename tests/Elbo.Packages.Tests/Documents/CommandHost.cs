using System.Reflection;
using System.Text.Json;

namespace Elbo.Packages.Tests.Documents;

/// <summary>What the command answered.</summary>
internal sealed record CommandAnswer(int Code, string Output, string Errors);

/// <summary>
/// Runs the built command again and again in one child process, which compiles its code once: a hundred processes that each do so would
/// take minutes. Every line of standard input is a folder to run in and the command's words, every line of output an answer.
/// </summary>
internal static class CommandHost
{
    /// <summary>The first word that starts this in place of the tests.</summary>
    public const string Word = "run-commands";

    public static int Serve(string command)
    {
        var run = Assembly.LoadFrom(command).GetType("Elbo.Cli.CommandLine", throwOnError: true)!
            .GetMethod("Run", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<Func<string[], int>>();
        var (questions, answers) = (Console.In, Console.Out);
        // For ever the same two, because what draws tables keeps the output that it began with.
        using StringWriter output = new(), errors = new();
        Console.SetOut(output);
        Console.SetError(errors);
        while (questions.ReadLine() is { } line)
        {
            string[] words = JsonSerializer.Deserialize<string[]>(line)!;
            Directory.SetCurrentDirectory(words[0]);
            output.GetStringBuilder().Clear();
            errors.GetStringBuilder().Clear();
            int code = run(words[1..]);
            answers.WriteLine(JsonSerializer.Serialize(new CommandAnswer(code, output.ToString(), errors.ToString())));
            answers.Flush();
        }
        return 0;
    }
}

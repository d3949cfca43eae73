using System.CommandLine;
using System.CommandLine.Parsing;

namespace Elbo.Cli;

/// <summary>Says in one sentence what is wrong with a command line, naming the nearest command or option where one was misspelt.</summary>
internal static class Misuse
{
    /// <summary>The sentence, or null for a command line that can be run.</summary>
    public static string? Of(ParseResult parse, IReadOnlyList<string> words)
    {
        var command = parse.CommandResult.Command;
        return NoCommand(parse, command) ?? NoOption(command, words)
            ?? parse.CommandResult.Children.Select(child => Wrong(child, command)).FirstOrDefault(sentence => sentence is not null)
            ?? Missing(parse, command) ?? TooMuch(parse, command) ?? Other(parse, command);
    }

    /// <summary>The command as it is typed: <c>elbo data get</c>.</summary>
    public static string FullName(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{FullName(parent)} {command.Name}" : command.Name;

    private static string? NoCommand(ParseResult parse, Command command)
    {
        if (command.Subcommands.Count == 0 || parse.UnmatchedTokens.FirstOrDefault(word => !IsOption(word)) is not { } word) return null;
        bool root = !command.Parents.Any();
        string subject = root ? $"There is no command {Quoted.Text(word)}" : $"{FullName(command)} has no command {Quoted.Text(word)}";
        return Meant(word, command.Subcommands.Select(sub => sub.Name)) is { } meant
            ? $"{subject}; did you mean '{meant}'? See {FullName(command)} --help."
            : $"{subject}; see {FullName(command)} --help.";
    }

    // The words are looked at as they were typed, because an argument would swallow an unknown option.
    private static string? NoOption(Command command, IReadOnlyList<string> words)
    {
        var known = Known(command).ToList();
        foreach (string word in words.TakeWhile(word => word != "--").Where(IsOption))
        {
            string name = word.Split('=', ':')[0];
            if (known.Exists(option => option.Name == name || option.Aliases.Contains(name))) continue;
            string subject = $"{FullName(command)} has no option {Quoted.Text(name)}";
            return Meant(name, known.Select(option => option.Name)) is { } meant
                ? $"{subject}; did you mean '{meant}'?"
                : $"{subject}; see {FullName(command)} --help.";
        }
        return null;
    }

    /// <summary>More generous than for settings, because few names are short.</summary>
    private static string? Meant(string word, IEnumerable<string> names)
    {
        var known = names.ToList();
        return Nearest.Find(word, known) ?? known.Where(name => 2 * Nearest.Distance(word, name) <= name.Length).MinBy(name => Nearest.Distance(word, name));
    }

    private static IEnumerable<Option> Known(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(Known).Where(option => option.Recursive));

    // A minus and a digit is a negative number; a lone minus is a word.
    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && (word[1] == '-' || char.IsAsciiLetter(word[1]));

    private static string? Wrong(SymbolResult result, Command command)
    {
        if (result is OptionResult { Implicit: false } given)
        {
            var option = given.Option;
            int needed = option.ValueType == typeof(bool) ? 0 : Math.Min(given.IdentifierTokenCount, option.Arity.MaximumNumberOfValues);
            bool swallowed = given.Tokens.Any(token => Known(command).Any(other => other.Name == token.Value));
            if (swallowed || given.Tokens.Count < needed)
                return $"{option.Name} needs a value: {option.Name} {option.HelpName ?? "VALUE"}; see {FullName(command)} --help.";
            if (option.Arity.MaximumNumberOfValues == 1 && given.IdentifierTokenCount > 1 && given.Errors.Any()) return $"{option.Name} is given {given.IdentifierTokenCount} times; give it once.";
        }
        if (result.Errors.Any() && result.Tokens.Count > 0)
        {
            var (name, type) = result switch
            {
                OptionResult o => (o.Option.Name, o.Option.ValueType),
                ArgumentResult a => (a.Argument.Name, a.Argument.ValueType),
                _ => ("a value", typeof(string)),
            };
            return $"{name} must be {Expected(type)}, not {Quoted.Text(result.Tokens[^1].Value)}.";
        }
        return null;
    }

    private static string Expected(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(int) ? $"a whole number up to {int.MaxValue}"
            : type == typeof(long) ? "a whole number"
            : type == typeof(double) ? "a number"
            : type == typeof(bool) ? "left without a value, true or false" : "text";
    }

    private static string? Missing(ParseResult parse, Command command)
    {
        if (parse.Errors.Count == 0) return null;
        foreach (var argument in command.Arguments)
        {
            if (argument.Arity.MinimumNumberOfValues > 0 && parse.GetResult(argument) is null or { Tokens.Count: 0 })
                return $"{FullName(command)} needs {argument.Name}: {Lowered(argument.Description!)}; see {FullName(command)} --help.";
        }
        return command is { Subcommands.Count: > 0, Action: null } && parse.UnmatchedTokens.Count == 0
            ? $"{FullName(command)} needs a command: {Choice([.. command.Subcommands.Select(sub => sub.Name)])}; see {FullName(command)} --help."
            : null;
    }

    private static string? TooMuch(ParseResult parse, Command command) => parse.UnmatchedTokens is not [var word, ..] ? null
        : $"{FullName(command)} has no use for the word {Quoted.Text(word)}; see {FullName(command)} --help.";

    private static string? Other(ParseResult parse, Command command) => parse.Errors is not [var error, ..] ? null
        : $"{error.Message.TrimEnd('.')}; see {FullName(command)} --help.";

    private static string Choice(string[] names) => $"{string.Join(", ", names[..^1])} or {names[^1]}";

    private static string Lowered(string description) => char.ToLowerInvariant(description[0]) + description[1..].TrimEnd('.');
}

using System.CommandLine;
using System.CommandLine.Parsing;

namespace Elbo.Cli;

/// <summary>What is wrong with a command line that could not be parsed, in one sentence.</summary>
internal static class UsageMistake
{
    /// <summary>The mistake, or null when there is none.</summary>
    public static string? Of(ParseResult parse)
    {
        // A misspelt option can pass for an argument, so it is looked for in lines without errors too.
        string? what = UnknownOption(parse) ?? (parse.Errors.Count == 0 ? null : Unmatched(parse) ?? Failed(parse.Errors[0], parse));
        if (what is null) return null;
        return what.EndsWith('?') ? what : $"{what}; see {Words(parse.CommandResult)} --help.";
    }

    private static string? UnknownOption(ParseResult parse)
    {
        foreach (var token in parse.Tokens)
        {
            if (token.Type == TokenType.DoubleDash) return null;
            if (token.Type != TokenType.Argument || token.Value is not ['-', '-' or (>= 'A' and <= 'z'), ..]) continue;
            string name = token.Value.Split('=', ':')[0];
            string? near = Nearest.Find(name, Options(parse.CommandResult));
            return $"{Words(parse.CommandResult)} has no option {Quoted.Text(name)}" + (near is null ? "" : $"; did you mean {Quoted.Text(near)}?");
        }
        return null;
    }

    private static string? Unmatched(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        if (command.Subcommands.Count == 0)
            return parse.UnmatchedTokens is [var extra, ..] ? $"{Words(parse.CommandResult)} was given {Quoted.Text(extra)} but takes no such argument" : null;
        string choices = string.Join(", ", command.Subcommands.Select(verb => verb.Name));
        if (parse.UnmatchedTokens is not [var word, ..]) return $"{Words(parse.CommandResult)} needs one of {choices}";
        string? near = Nearest.Find(word, command.Subcommands.Select(verb => verb.Name));
        return $"{Words(parse.CommandResult)} has no verb {Quoted.Text(word)}" + (near is null ? $", only {choices}" : $"; did you mean {Quoted.Text(near)}?");
    }

    private static string Failed(ParseError error, ParseResult parse) => error.SymbolResult switch
    {
        OptionResult option => Failed(option),
        ArgumentResult { Parent: OptionResult option } => Failed(option),
        ArgumentResult { Tokens.Count: 0 } argument => $"{Words(parse.CommandResult)} needs a {argument.Argument.Name}",
        CommandResult command when command.Command.Arguments.FirstOrDefault(missing => missing.Arity.MinimumNumberOfValues > 0) is { } missing =>
            $"{Words(command)} needs a {missing.Name}",
        _ => error.Message.TrimEnd('.'),
    };

    private static string Failed(OptionResult option)
    {
        string name = option.Option.Name;
        if (option.Tokens.Count == 0) return $"{name} needs a value";
        if (option.IdentifierTokenCount > 1) return $"{name} is given {option.IdentifierTokenCount} times, which should be one";
        var type = Nullable.GetUnderlyingType(option.Option.ValueType) ?? option.Option.ValueType;
        string kind = type == typeof(int) ? "a whole number up to 2147483647" : type == typeof(long) ? "a whole number" : type == typeof(double) ? "a number" : "a single value";
        return $"{name} must be {kind}, not {Quoted.Text(string.Join(' ', option.Tokens.Select(token => token.Value)))}";
    }

    private static IEnumerable<string> Options(CommandResult command)
    {
        for (SymbolResult? at = command; at is CommandResult result; at = at.Parent)
            foreach (var option in result.Command.Options)
                if (at == command || option.Recursive) yield return option.Name;
    }

    private static string Words(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Words(parent)} {command.Command.Name}" : "elbo";
}

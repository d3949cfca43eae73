namespace Elbo.Reports;

/// <summary>Words of a command line as a shell takes them back.</summary>
internal static class Command
{
    public static string Word(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/\\._-:+,@%".Contains(c)) ? word : $"'{word.Replace("'", @"'\''")}'";
}

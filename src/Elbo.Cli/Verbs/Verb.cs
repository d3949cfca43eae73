using System.CommandLine;

namespace Elbo.Cli.Verbs;

/// <summary>A command that says how it is used.</summary>
/// <param name="name">Its word.</param>
/// <param name="description">One sentence, which lists of commands show too.</param>
/// <param name="example">A line as one types it, which only its own help shows.</param>
internal sealed class Verb(string name, string description, string example) : Command(name, description)
{
    public string Example => example;
}

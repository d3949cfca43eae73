using System.CommandLine;

namespace Elbo.Cli;

/// <summary>A command with an example of its use, which only its own <c>--help</c> shows.</summary>
internal sealed class Verb(string name, string description, string example) : Command(name, description)
{
    public string Example { get; } = example;
}

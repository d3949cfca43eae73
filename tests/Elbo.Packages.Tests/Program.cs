using Elbo.Packages.Tests.Documents;

namespace Elbo.Packages.Tests;

internal static class Program
{
    /// <summary>What a child process of the tests runs: documented commands.</summary>
    private static int Main(string[] arguments)
    {
        if (arguments is [CommandHost.Word, var command]) return CommandHost.Serve(command);
        Console.Error.WriteLine("Run these tests with dotnet test.");
        return 2;
    }
}

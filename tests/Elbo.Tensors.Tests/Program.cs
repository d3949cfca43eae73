namespace Elbo.Tensors.Tests;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        Console.Error.WriteLine("Run these tests with dotnet test.");
        return 2;
    }
}

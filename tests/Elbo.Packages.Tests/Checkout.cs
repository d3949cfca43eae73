namespace Elbo.Packages.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Checkout
{
    /// <summary>Asks for the files that tests compare with to be written anew: <c>ELBO_REGENERATE=1 ./test tests/Elbo.Packages.Tests</c>.</summary>
    public static bool Regenerate { get; } = Environment.GetEnvironmentVariable("ELBO_REGENERATE") == "1";

    /// <summary>The folder that holds Elbo.slnx.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Release or Debug, as these tests were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Elbo.slnx")) ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the checkout."));
}

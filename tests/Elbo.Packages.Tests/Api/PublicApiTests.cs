using System.Reflection;

namespace Elbo.Packages.Tests.Api;

/// <summary>The libraries' public interface is a file of this checkout each, so that a change of it shows in review.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => ["Elbo", "Elbo.Imaging", "Elbo.Tensors"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void The_public_interface_is_the_one_that_was_reviewed(string library)
    {
        string path = Checkout.At("tests", "Elbo.Packages.Tests", "PublicApi", library + ".txt"), now = PublicApi.Of(Assembly.Load(library));
        if (Checkout.Regenerate) File.WriteAllText(path, now);
        string[] reviewed = File.ReadAllLines(path), found = now.TrimEnd('\n').Split('\n');
        string[] gone = [.. reviewed.Except(found).Select(line => "- " + line.Trim())], added = [.. found.Except(reviewed).Select(line => "+ " + line.Trim())];
        Assert.True(reviewed.SequenceEqual(found),
            $"The public interface of {library} has changed:\n{string.Join('\n', [.. gone, .. added])}\n"
            + "If that is meant, write it down with `ELBO_REGENERATE=1 dotnet test tests/Elbo.Packages.Tests -c Release --filter PublicApi`.");
    }

    [Fact]
    public void The_list_shows_each_kind_of_member()
    {
        string elbo = PublicApi.Of(typeof(Vae).Assembly);
        Assert.Contains("\nElbo: sealed class Vae : IDisposable\n", elbo, StringComparison.Ordinal);
        Assert.Contains("    static Vae Load(string path, int threads = 0)\n", elbo, StringComparison.Ordinal);
        Assert.Contains("    int Latent { get; }\n", elbo, StringComparison.Ordinal);
        Assert.Contains("    required string Name { get; init; }\n", elbo, StringComparison.Ordinal);
        Assert.DoesNotContain("VaeGraph", elbo, StringComparison.Ordinal);
        Assert.DoesNotContain("k__BackingField", elbo, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_says_that_it_may_be_trimmed_and_compiled_ahead_of_time(string library)
    {
        var said = Assembly.Load(library).GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(a => a.Key, a => a.Value);
        Assert.Equal("True", said.GetValueOrDefault("IsTrimmable"));
    }
}

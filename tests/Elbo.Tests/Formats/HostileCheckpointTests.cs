using Elbo.Formats;
using Elbo.Training;

namespace Elbo.Tests.Formats;

/// <summary>Checkpoints whose digest is right and whose content is meant to harm.</summary>
public sealed class HostileCheckpointTests
{
    private const string Small = """{ "name": "x", "training": { "epochs": 1 }, "model": { "latent": 1, "encoder": [ { "kind": "dense", "units": 1 } ] } }""";

    [Theory]
    [InlineData("""{ "name": "x", "training": { "epochs": 1 }, "model": { "latent": 100000, "encoder": [ { "kind": "dense", "units": 1000000 } ] } }""", "fewer weights than its recipe needs")]
    [InlineData("""{ "name": "x", "training": { "epochs": 1 }, "model": { "latent": 1, "encoder": [ { "kind": "dense", "units": 500000 }, { "kind": "dense", "units": 100 } ] } }""", "fewer weights than its recipe needs")]
    [InlineData(Small, "lacks the tensor encoder.0.weight")]
    public void A_recipe_that_asks_for_more_than_the_file_holds_takes_no_memory(string recipe, string why)
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, recipe, "1,28,28");
        long before = Environment.WorkingSet;
        Assert.Contains(why, Refused(path), StringComparison.Ordinal);
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 100 << 20);
    }

    [Theory]
    [InlineData("0,28,28")]
    [InlineData("2147483647,2147483647,2147483647")]
    [InlineData("65536,65536,1")]
    [InlineData("1,28")]
    [InlineData("-1,28,28")]
    [InlineData("1,28,99999999999")]
    public void A_shape_that_cannot_be_is_damage(string shape)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("shape cannot be read", Refused(Write(folder, Small, shape)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_with_counts_beyond_all_bounds_is_refused()
    {
        var text = new TrainingState().ToText();
        text["dataCount"] = "4294967297";
        Assert.Throws<OverflowException>(() => TrainingState.FromText(text));
    }

    private static string Refused(string path)
    {
        string message = Assert.Throws<ElboException>(() => Checkpoint.Read(path, 1, training: true)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        return message;
    }

    private static string Write(TemporaryFolder folder, string recipe, string shape)
    {
        using var file = File.Create(folder["a.safetensors"]);
        SafetensorsWriter.Write(file, [], new Dictionary<string, string>
        {
            ["elbo.checkpoint"] = "1", ["recipe"] = recipe, ["shape"] = shape, ["preprocessing"] = "1,0,0,1", ["step"] = "0",
        });
        return folder["a.safetensors"];
    }
}

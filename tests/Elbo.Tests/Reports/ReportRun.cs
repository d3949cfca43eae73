using System.Text.Json;
using System.Text.RegularExpressions;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Reports;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Reports;

/// <summary>Runs of a tiny model on small pictures, and what stands on their pages.</summary>
internal static partial class ReportRun
{
    /// <summary>Labelled grey pictures of noise.</summary>
    public static DataSplits Data { get; } = new(Pictures("train", 64), Pictures("validation", 16), Pictures("test", 40));

    public static ByteDataset Pictures(string name, int count, int channels = 1, bool labelled = true)
    {
        var shape = new Shape(channels, 6, 6);
        var values = new byte[count * shape.Features];
        new Random(count).NextBytes(values);
        return new ByteDataset(name, shape, values, labelled ? [.. Enumerable.Range(0, count).Select(i => (byte)(i % 3))] : null, labelled ? ["no", "perhaps", "yes"] : null);
    }

    public static Recipe Recipe(params string[] settings) => Elbo.Recipes.Recipe.Parse("""
        {
          "name": "tiny",
          "model": { "latent": 2, "encoder": [ { "kind": "dense", "units": 8 } ], "decoder": [ { "kind": "dense", "units": 8 } ] },
          "training": { "batch": 16, "epochs": 2, "pictureEpochs": 1 }
        }
        """).With(settings);

    /// <summary>Trains in a folder.</summary>
    public static (RunDirectory Run, Vae Vae) Train(string path, DataSplits data, params string[] settings)
    {
        var run = RunDirectory.Create(path, Recipe(settings));
        using (var trainer = new Trainer(run.Recipe, data, run, 1)) trainer.Run();
        return (run, Vae.Load(path, 1));
    }

    /// <summary>The page of a run that is trained in a moment.</summary>
    public static string Page(DataSplits data, params string[] settings)
    {
        using var folder = new TemporaryFolder();
        var (run, vae) = Train(folder["run"], data, settings);
        using (vae) return Report.Page(run, data, vae);
    }

    /// <summary>The document that the page's script reads.</summary>
    public static JsonElement Map(string page) =>
        JsonDocument.Parse(MapData().Match(page) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException("There is no map.")).RootElement;

    public static float[] Floats(JsonElement map, string key)
    {
        byte[] bytes = map.GetProperty(key).GetBytesFromBase64();
        return [.. Enumerable.Range(0, bytes.Length / 4).Select(i => BitConverter.ToSingle(bytes, 4 * i))];
    }

    /// <summary>The words that a reader sees, without style sheet and scripts.</summary>
    public static string Words(string page) =>
        System.Net.WebUtility.HtmlDecode(Tags().Replace(Scripts().Replace(page, " "), ""));

    [GeneratedRegex("<script type=\"application/json\" id=\"map-data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex MapData();

    [GeneratedRegex("<(script|style)\\b.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Scripts();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}

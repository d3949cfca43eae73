using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Elbo.Recipes;
using Elbo.Runs;

namespace Elbo.Sweeps;

/// <summary><c>sweep.json</c>: the recipe, what is varied, and the combinations.</summary>
internal static class SweepDocument
{
    private const int Format = 1;

    public static string Write(SweepPlan plan)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", Format);
            writer.WriteString("version", RunInfo.CurrentVersion);
            Texts(writer, "vary", plan.Keys);
            writer.WriteStartArray("runs");
            foreach (var run in plan.Runs)
            {
                writer.WriteStartObject();
                writer.WriteString("name", run.Name);
                Texts(writer, "values", run.Values);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WritePropertyName("recipe");
            using var recipe = JsonDocument.Parse(plan.Recipe.ToJson());
            recipe.WriteTo(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    /// <exception cref="ElboException">The document is damaged or of a newer Elbo.</exception>
    public static SweepPlan Read(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            int format = root.GetProperty("format").GetInt32();
            if (format > Format)
                throw new ElboException(string.Create(CultureInfo.InvariantCulture, $"{path} was written by a newer Elbo (sweep format {format}, this one reads {Format}); update Elbo."));
            var recipe = Recipe.Parse(root.GetProperty("recipe").GetRawText(), path);
            var keys = Texts(root.GetProperty("vary"));
            var runs = root.GetProperty("runs").EnumerateArray().Select(run => Texts(run.GetProperty("values"))).ToList();
            if (keys.Count == 0 || runs.Exists(values => values.Count != keys.Count)) throw Damaged(path, null);
            return SweepPlan.Of(recipe, keys, runs);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Damaged(path, cause);
        }
    }

    private static ElboException Damaged(string path, Exception? cause)
    {
        const string Words = "is damaged; delete it and give the sweep's settings again, which takes its runs over";
        return cause is null ? new ElboException($"{path} {Words}.") : new ElboException($"{path} {Words}.", cause);
    }

    private static void Texts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static List<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString() ?? throw new FormatException("A text is null."))];
}

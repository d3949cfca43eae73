using System.Text.Json;
using System.Text.Json.Nodes;
using Elbo.Conditions;

namespace Elbo.Formats;

/// <summary>The names of a conditional model's classes as a JSON list.</summary>
internal static class ClassNames
{
    public static string Write(IReadOnlyList<string> names)
    {
        var list = new JsonArray();
        foreach (string name in names) list.Add((JsonNode)JsonValue.Create(name));
        return list.ToJsonString();
    }

    /// <summary>The names, or null where the text is no list of 1 to 256 of them.</summary>
    public static IReadOnlyList<string>? Read(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonArray { Count: >= 1 and <= ClassLabels.Most } list) return null;
            var names = new string[list.Count];
            for (int i = 0; i < names.Length; i++)
            {
                if (list[i] is not JsonValue value || !value.TryGetValue(out string? name)) return null;
                names[i] = name;
            }
            return names;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException) // the latter is the JSON reader's word for half of a surrogate pair
        {
            return null;
        }
    }
}

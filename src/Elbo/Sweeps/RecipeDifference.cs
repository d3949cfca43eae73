using System.Text.Json.Nodes;
using Elbo.Recipes;

namespace Elbo.Sweeps;

/// <summary>Says where two recipes differ.</summary>
internal static class RecipeDifference
{
    /// <summary>The first setting that differs, such as <c>training.steps is 500 there and 1000 here</c>; null for equal recipes.</summary>
    public static string? Between(Recipe there, Recipe here)
    {
        string a = there.ToJson(), b = here.ToJson();
        return a == b ? null : Find(JsonNode.Parse(a), JsonNode.Parse(b), "");
    }

    private static string? Find(JsonNode? there, JsonNode? here, string key)
    {
        if (there is JsonObject a && here is JsonObject b)
        {
            foreach (string name in a.Concat(b).Select(member => member.Key).Distinct())
                if (Find(a[name], b[name], key.Length == 0 ? name : $"{key}.{name}") is { } found) return found;
            return null;
        }
        if (there is JsonArray c && here is JsonArray d && c.Count == d.Count)
        {
            for (int i = 0; i < c.Count; i++)
                if (Find(c[i], d[i], $"{key}.{i}") is { } found) return found;
            return null;
        }
        return JsonNode.DeepEquals(there, here) ? null : $"{key} is {Text(there)} there and {Text(here)} here";
    }

    private static string Text(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject or JsonArray => "another list",
        JsonValue value when value.TryGetValue(out string? text) => Quoted.Text(text),
        _ => node.ToJsonString(),
    };
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elbo.Fuzz.Mutation;

/// <summary>Changes values of a JSON document, so that it stays one.</summary>
internal static class JsonDamage
{
    private static readonly string[] Literals =
    [
        "null", "true", "false", "0", "-0", "1", "-1", "2", "3", "7", "100", "256", "65536", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "1e400", "-1e400", "0.5", "1e-400", "5e3",
        "\"\"", "\"x\"", "\"0\"", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "[]", "{}", "[null]", "[[]]", "[0]", "{\"kind\":\"dense\",\"units\":1}", "\"NaN\"", "\"1,2,3\"", "123456789012345678901234567890",
    ];

    /// <summary>The document with one to three changes, or null where it is none.</summary>
    public static byte[]? Change(ReadOnlySpan<byte> document, Randomness random)
    {
        try
        {
            if (JsonNode.Parse(document) is not { } root) return null;
            for (int edits = random.Length(3); edits > 0; edits--) Edit(root, random);
            return Encoding.UTF8.GetBytes(root.ToJsonString());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null; // Broken by an earlier change.
        }
    }

    private static void Edit(JsonNode root, Randomness random)
    {
        var places = new List<(JsonNode Parent, string? Key, int Index)>();
        Collect(root, places);
        if (places.Count == 0) return;
        var (parent, key, index) = random.Of(places);
        if (parent is JsonArray list)
        {
            switch (random.Next(4))
            {
                case 0: list.RemoveAt(index); break;
                case 1: list.Insert(index, Value(places, random)); break;
                case 2: list.Add(list[index]?.DeepClone()); break;
                default: list[index] = Value(places, random); break;
            }
            return;
        }
        var section = (JsonObject)parent;
        switch (random.Next(5))
        {
            case 0: section.Remove(key!); break;
            case 1 when random.Of(places) is { Key: { } other }: section[other] = section[key!]?.DeepClone(); break;
            default: section[key!] = Value(places, random); break;
        }
    }

    private static JsonNode? Value(List<(JsonNode Parent, string? Key, int Index)> places, Randomness random)
    {
        if (random.Percent(70)) return JsonNode.Parse(random.Of(Literals));
        var (parent, key, index) = random.Of(places);
        return (parent is JsonArray list ? index < list.Count ? list[index] : null : parent[key!])?.DeepClone();
    }

    private static void Collect(JsonNode? node, List<(JsonNode Parent, string? Key, int Index)> places)
    {
        if (node is JsonArray list)
            for (int i = 0; i < list.Count; i++)
            {
                places.Add((list, null, i));
                Collect(list[i], places);
            }
        else if (node is JsonObject section)
            foreach (var (key, value) in section)
            {
                places.Add((section, key, 0));
                Collect(value, places);
            }
    }
}

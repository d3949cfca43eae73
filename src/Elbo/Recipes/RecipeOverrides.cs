using System.Globalization;
using System.Text.Json.Nodes;

namespace Elbo.Recipes;

/// <summary>Changes single settings of a recipe's document by their dotted keys.</summary>
internal static class RecipeOverrides
{
    private const string All = "*";

    /// <summary>Splits <c>key=value</c> at the first equals sign.</summary>
    public static (string Key, string Value) Split(string setting)
    {
        int equals = setting?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        if (equals <= 0) throw new SettingException($"{Quoted.Text(setting)} sets nothing; write key=value, such as model.latent=20.");
        return (setting![..equals].Trim(), setting[(equals + 1)..].Trim());
    }

    /// <summary>The recipe with the settings changed in order, validated.</summary>
    public static Recipe Apply(Recipe recipe, IEnumerable<(string Key, string Value)> settings)
    {
        string json = recipe.ToJson();
        var root = (JsonObject)JsonNode.Parse(json)!;
        foreach (var (key, value) in settings)
        {
            Set(root, root, typeof(Recipe), key.Split('.'), 0, value);
            // The two say the same thing in different units; the one given last counts.
            if (key == "training.steps" && root["training"]!["steps"] is not null) root["training"]!["epochs"] = null;
            if (key == "training.epochs" && root["training"]!["epochs"] is not null) root["training"]!["steps"] = null;
        }
        var changed = RecipeReader.Read(root.ToJsonString(), null);
        RecipeRules.Check(changed, null);
        return changed;
    }

    /// <summary>Sets the value that <paramref name="words"/> from <paramref name="depth"/> on lead to, below a section or list.</summary>
    private static void Set(JsonObject root, JsonNode node, Type type, string[] words, int depth, string text)
    {
        string key = string.Join('.', words), word = words[depth];
        if (node is JsonArray list && RecipeSchema.IsList(type, out var element))
        {
            foreach (int index in Entries(root, list, element, words, depth))
                Descend(root, list[index], element, false, words, depth, text, value => list[index] = value);
            return;
        }
        if (node is not JsonObject section) throw Unknown(root, key);
        string? kind = section[RecipeSchema.Kind]?.ToString();
        if (word == RecipeSchema.Kind && RecipeSchema.Kinds(type).Any() && depth == words.Length - 1)
        {
            var kinds = RecipeSchema.Kinds(type).Select(known => known.Kind).ToList();
            if (!kinds.Contains(text)) throw Complaint(SettingText.NoChoice(key, text, kinds));
            // Settings that only the old kind has go with it; those of the new one take their defaults.
            var changed = RecipeSchema.Concrete(type, text);
            foreach (string name in section.Select(member => member.Key).ToList())
                if (RecipeSchema.Member(changed, name) is null) section.Remove(name);
            section[word] = text;
            return;
        }
        var member = RecipeSchema.Member(RecipeSchema.Concrete(type, kind), word) ?? throw Unknown(root, key);
        var (valueType, nullable) = RecipeSchema.Unwrap(member.PropertyType);
        Descend(root, section[word], valueType, nullable, words, depth, text, value => section[word] = value);
    }

    private static void Descend(JsonObject root, JsonNode? node, Type type, bool nullable, string[] words, int depth, string text, Action<JsonNode?> assign)
    {
        if (depth < words.Length - 1)
            Set(root, node ?? throw Unknown(root, string.Join('.', words)), type, words, depth + 1, text);
        else
            assign(Read(text, type, nullable, string.Join('.', words)));
    }

    /// <summary>Which entries of a list a word means: a number means one; * means all that have the setting.</summary>
    private static List<int> Entries(JsonObject root, JsonArray list, Type element, string[] words, int depth)
    {
        string key = string.Join('.', words), listKey = string.Join('.', words[..depth]), word = words[depth];
        string held = list.Count switch { 0 => "is empty", 1 => "has one entry, number 0", _ => $"has {list.Count} entries, numbered 0 to {list.Count - 1}" };
        // .NET reads a number with zero bytes behind it, too.
        if (!word.Contains('\0') && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return index < list.Count ? [index] : throw Complaint($"there is no setting {Quoted.Text(key)}; {listKey} {held}");
        if (word != All) throw Unknown(root, key);
        if (list.Count == 0) throw Complaint($"there is no setting {Quoted.Text(key)}; {listKey} {held}");
        var entries = Enumerable.Range(0, list.Count).Where(Has).ToList();
        return entries.Count > 0 ? entries : throw Unknown(root, key);

        bool Has(int entry) => depth == words.Length - 1 || words[depth + 1] == RecipeSchema.Kind
            || RecipeSchema.Member(RecipeSchema.Concrete(element, list[entry]?[RecipeSchema.Kind]?.ToString()), words[depth + 1]) is not null;
    }

    private static JsonNode? Read(string text, Type type, bool nullable, string key)
    {
        if (nullable && text == "null") return null;
        if (RecipeSchema.IsObject(type) || RecipeSchema.IsList(type, out _)) return RecipeReader.ReadNode(text, null, type, key);
        bool quoted = text.Length >= 2 && text[0] == '"' && text[^1] == '"' && (type == typeof(string) || type.IsEnum);
        string bare = quoted ? RecipeReader.ReadNode(text, null, typeof(string), key).GetValue<string>() : text;
        return SettingText.Parse(bare, type, nullable, key, out string? complaint) ?? throw Complaint(complaint!);
    }

    private static SettingException Unknown(JsonObject root, string key)
    {
        bool numbered = key.Split('.').Any(word => int.TryParse(word, out _));
        return Complaint(SettingText.Unknown(key, RecipeSchema.Keys(root, numbered)));
    }

    private static SettingException Complaint(string complaint) => new(SettingText.Sentence(complaint));
}

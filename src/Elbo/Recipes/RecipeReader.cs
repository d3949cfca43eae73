using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elbo.Recipes;

/// <summary>
/// Checks a document against the schema while it knows the line, fills in defaults, and makes a recipe of it.
/// </summary>
internal static class RecipeReader
{
    private const int LongestDocument = 1 << 20, LongestMessage = 160;

    /// <summary>Reads a whole recipe. With no source name (a document of our own), messages carry no line.</summary>
    public static Recipe Read(string json, string? source)
    {
        var node = ReadNode(json, source, typeof(Recipe), "");
        try
        {
            return node.Deserialize(RecipeSchema.Json.Recipe)!;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or FormatException)
        {
            throw new SettingException($"{source ?? "The recipe"} is not a recipe that this version reads; compare it with one that `elbo recipes show` prints.", cause);
        }
    }

    /// <summary>Reads a value of a settings type that stands at <paramref name="key"/>, complete with defaults.</summary>
    public static JsonNode ReadNode(string json, string? source, Type type, string key)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(json);
        string where = source is null ? "" : source + ", ";
        if (utf8.Length > LongestDocument)
            throw new SettingException($"{source ?? "The recipe"} is longer than 1 MiB, too long for a recipe; check that it is the right file.");
        var reader = new Utf8JsonReader(utf8);
        try
        {
            reader.Read();
            var node = new DocumentReader(source, utf8).Value(ref reader, type, false, key)!;
            reader.Read();
            return node;
        }
        catch (JsonException cause)
        {
            string message = cause.Message.Split(" LineNumber:", 2)[0].Split(" Path:", 2)[0].TrimEnd('.', ' ');
            // It begins with the text that is wrong, and that may be all the rest of the document.
            if (message.Length > LongestMessage) message = $"{message[..(LongestMessage / 2)]}…{message[^(LongestMessage / 2)..]}";
            message = new string([.. message.Select(letter => char.IsSurrogate(letter) ? '?' : Quoted.Plain(letter))]);
            string place = source is null ? Quoted.Text(key) : $"{where}line {(cause.LineNumber ?? 0) + 1},";
            throw new SettingException($"{place} is not valid JSON: {message}.", cause);
        }
        catch (InvalidOperationException cause)
        {
            // The JSON reader's word for half of a surrogate pair.
            throw new SettingException($"{source ?? Quoted.Text(key)} holds text that is not valid Unicode; save it as UTF-8.", cause);
        }
    }

    /// <summary>One document on its way in.</summary>
    private sealed class DocumentReader(string? source, byte[] utf8)
    {
        private const int LongestList = 1000;

        public JsonNode? Value(ref Utf8JsonReader reader, Type type, bool nullable, string key)
        {
            if (reader.TokenType == JsonTokenType.Null && nullable) return null;
            if (RecipeSchema.IsObject(type)) return Section(ref reader, type, key);
            if (RecipeSchema.IsList(type, out var element)) return List(ref reader, element, key);
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                throw Error(ref reader, $"{key} must be {SettingText.Expectation(type, nullable)}, not {(reader.TokenType == JsonTokenType.StartArray ? "a list" : "an object")}");
            bool word = reader.TokenType == JsonTokenType.String;
            string text = word ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
            if (word != (type == typeof(string) || type.IsEnum))
                throw Error(ref reader, $"{key} must be {SettingText.Expectation(type, nullable)}, not {Quoted.Text(text)}");
            return SettingText.Parse(text, type, nullable, key, out string? complaint) ?? throw Error(ref reader, complaint!);
        }

        private JsonObject Section(ref Utf8JsonReader reader, Type type, string key)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw Error(ref reader, $"{(key.Length == 0 ? "a recipe" : key)} must be an object in braces");
            string prefix = key.Length == 0 ? "" : key + ".";
            var result = new JsonObject();
            if (RecipeSchema.Kinds(type).Any())
            {
                string kind = ReadKind(reader, type, prefix);
                result[RecipeSchema.Kind] = kind;
                type = RecipeSchema.Concrete(type, kind);
            }
            var given = new Dictionary<string, JsonNode?>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                string name = reader.GetString()!;
                var member = RecipeSchema.Member(type, name);
                bool isKind = name == RecipeSchema.Kind && result.ContainsKey(name);
                if (member is null && !isKind)
                    throw Error(ref reader, SettingText.Unknown(prefix + name, RecipeSchema.Of(type).Properties.Select(known => prefix + known.Name)));
                if (given.ContainsKey(name)) throw Error(ref reader, $"{prefix}{name} is given twice; keep one of the two");
                reader.Read();
                if (isKind)
                {
                    given[name] = null;
                    continue;
                }
                var (valueType, nullable) = RecipeSchema.Unwrap(member!.PropertyType);
                given[name] = Value(ref reader, valueType, nullable, prefix + name);
            }
            foreach (var member in RecipeSchema.Of(type).Properties)
            {
                if (!given.TryGetValue(member.Name, out var value))
                    value = member.IsRequired ? throw Error(ref reader, $"{prefix}{member.Name} is missing; add it") : RecipeSchema.Default(type, member.Name);
                result[member.Name] = value;
            }
            return result;
        }

        private JsonArray List(ref Utf8JsonReader reader, Type element, string key)
        {
            if (reader.TokenType != JsonTokenType.StartArray) throw Error(ref reader, $"{key} must be a list in brackets");
            var list = new JsonArray();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (list.Count == LongestList) throw Error(ref reader, $"{key} has more than {LongestList} entries; give fewer");
                list.Add(Value(ref reader, element, false, $"{key}.{list.Count}"));
            }
            return list;
        }

        /// <summary>Looks ahead for the object's kind. The reader is a copy.</summary>
        private string ReadKind(Utf8JsonReader reader, Type type, string prefix)
        {
            var kinds = RecipeSchema.Kinds(type).Select(kind => kind.Kind).ToList();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isKind = reader.ValueTextEquals(RecipeSchema.Kind);
                reader.Read();
                if (isKind && reader.TokenType == JsonTokenType.String && kinds.Contains(reader.GetString()!)) return reader.GetString()!;
                if (isKind)
                    throw Error(ref reader, SettingText.NoChoice(prefix + RecipeSchema.Kind, reader.TokenType == JsonTokenType.String ? reader.GetString()! : "…", kinds));
                reader.Skip();
            }
            throw Error(ref reader, $"{prefix}{RecipeSchema.Kind} is missing; add one of {string.Join(", ", kinds)}");
        }

        private SettingException Error(ref Utf8JsonReader reader, string complaint)
        {
            if (source is null) return new SettingException(SettingText.Sentence(complaint));
            int line = 1 + utf8.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
            return new SettingException($"{source}, line {line}: {complaint}{(complaint.EndsWith('?') ? "" : ".")}");
        }
    }
}

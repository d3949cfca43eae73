using System.Globalization;
using System.Text.Json.Nodes;

namespace Elbo.Recipes;

/// <summary>Reads one setting's text by its type, and words the complaints. Complaints have no full stop and begin with the key.</summary>
internal static class SettingText
{
    /// <summary>The value, or null with a complaint.</summary>
    public static JsonNode? Parse(string text, Type type, bool nullable, string key, out string? complaint)
    {
        complaint = null;
        if (type == typeof(string)) return JsonValue.Create(text);
        if (type.IsEnum)
        {
            string? word = RecipeSchema.Words(type).FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (word is not null) return JsonValue.Create(word);
            complaint = NoChoice(key, text, RecipeSchema.Words(type).ToList());
            return null;
        }
        var number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real) ? real : (double?)null;
        if (type == typeof(bool) && text is "true" or "false") return JsonValue.Create(text == "true");
        if (type == typeof(double) && number is not null) return JsonValue.Create(real);
        if (type == typeof(int) && Whole(text, number) is >= int.MinValue and <= int.MaxValue and var small) return JsonValue.Create((int)small);
        if (type == typeof(long) && Whole(text, number) is { } large) return JsonValue.Create(large);
        string bound = number is { } whole && whole == Math.Floor(whole) ? type == typeof(int) ? $" up to {int.MaxValue}" : type == typeof(long) ? $" up to {long.MaxValue}" : "" : "";
        complaint = $"{key} must be {Expectation(type, false)}{bound}{(nullable ? " or null" : "")}, not {Quoted.Text(text)}";
        return null;
    }

    /// <summary>A complaint as a sentence of its own. A setting's name keeps its small letter.</summary>
    public static string Sentence(string complaint)
    {
        string start = complaint.StartsWith("there ", StringComparison.Ordinal) ? "T" + complaint[1..] : complaint;
        return start.EndsWith('?') ? start : start + ".";
    }

    /// <summary>What a setting of this type must be, in words.</summary>
    public static string Expectation(Type type, bool nullable)
    {
        string words = type == typeof(string) ? "text"
            : type == typeof(bool) ? "true or false"
            : type == typeof(double) ? "a finite number"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : type.IsEnum ? "one of " + string.Join(", ", RecipeSchema.Words(type))
            : RecipeSchema.IsObject(type) ? "an object in braces" : "a list in brackets";
        return nullable ? words + " or null" : words;
    }

    /// <summary>The complaint about a word that is none of the choices.</summary>
    public static string NoChoice(string key, string text, IReadOnlyCollection<string> choices)
    {
        string list = choices.Count == 1 ? choices.First() : "one of " + string.Join(", ", choices);
        string hint = Nearest.Find(text, choices) is { } near && choices.Count > 1 ? $"; did you mean {Quoted.Text(near)}?" : "";
        return $"{key} must be {list}, not {Quoted.Text(text)}{hint}";
    }

    /// <summary>The complaint about a key that is no setting, with the nearest one or, failing that, the section's settings.</summary>
    public static string Unknown(string key, IEnumerable<string> known)
    {
        var keys = known.ToList();
        string start = $"there is no setting {Quoted.Text(key)}; ";
        if (Nearest.Find(key, keys) is { } near) return $"{start}did you mean {Quoted.Text(near)}?";
        string section = key;
        List<string> members = [];
        while (members.Count == 0 && section.Length > 0)
        {
            section = section[..Math.Max(0, section.LastIndexOf('.'))];
            string prefix = section.Length == 0 ? "" : section + ".";
            members = keys.Where(other => other.StartsWith(prefix, StringComparison.Ordinal) && !other.AsSpan(prefix.Length).Contains('.')).ToList();
        }
        string names = string.Join(", ", members.Select(member => member[(member.LastIndexOf('.') + 1)..]));
        return start + (section.Length == 0 ? $"a recipe has {names}" : $"{Quoted.Text(section)} has {names}");
    }

    /// <summary>A whole number, also when written like 5e4; null when it is none.</summary>
    private static long? Whole(string text, double? number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long exact) ? exact
        : number is { } real && Math.Abs(real) < 1L << 53 && real == Math.Floor(real) ? (long)real : null;
}

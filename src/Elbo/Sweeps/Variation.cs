namespace Elbo.Sweeps;

/// <summary>A setting and the values that a sweep gives it in turn.</summary>
/// <param name="Key">Dotted key, as <see cref="Recipes.Recipe.With(string, string)"/> takes it.</param>
/// <param name="Values">Texts of the values.</param>
public sealed record Variation(string Key, IReadOnlyList<string> Values)
{
    /// <summary>Reads <c>KEY=V1,V2</c>. Commas within brackets, braces and double quotes belong to a value.</summary>
    /// <exception cref="SettingException">There is no key or a value is empty.</exception>
    public static Variation Parse(string text)
    {
        int equals = text?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        string key = equals > 0 ? text![..equals].Trim() : "";
        if (key.Length == 0) throw new SettingException($"{Quoted.Text(text)} varies nothing; write KEY=V1,V2, such as model.latent=2,8,20.");
        var values = Split(text!.AsSpan(equals + 1));
        if (values.Contains("")) throw new SettingException($"{Quoted.Text(text)} has an empty value; write KEY=V1,V2, such as model.latent=2,8,20.");
        return new Variation(key, values);
    }

    private static List<string> Split(ReadOnlySpan<char> text)
    {
        var values = new List<string>();
        int start = 0, depth = 0;
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            // Outside brackets only a value's first character opens a quotation.
            if (letter == '"' && (quoted || depth > 0 || text[start..i].IsWhiteSpace())) quoted = !quoted;
            else if (quoted) i += letter == '\\' ? 1 : 0;
            else if (letter is '[' or '{') depth++;
            else if (letter is ']' or '}') depth--;
            else if (letter == ',' && depth <= 0)
            {
                values.Add(text[start..i].Trim().ToString());
                start = i + 1;
            }
        }
        values.Add(text[start..].Trim().ToString());
        return values;
    }
}

using System.Text;

namespace Elbo.Data.Tables;

/// <summary>Kinds that a recipe gives to columns by name, over what they look like.</summary>
internal static class ColumnSettings
{
    private static readonly (string Word, ColumnKind Kind)[] Kinds =
        [("numeric", ColumnKind.Numeric), ("binary", ColumnKind.Binary), ("categorical", ColumnKind.Categorical), ("ignored", ColumnKind.Ignored)];

    /// <summary>Reads <c>age=numeric,sex=binary</c>.</summary>
    /// <exception cref="SettingException">An entry is nothing like it.</exception>
    public static Dictionary<string, ColumnKind> Parse(string text)
    {
        var kinds = new Dictionary<string, ColumnKind>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(text)) return kinds;
        // A comma before it settles how the line is divided.
        using var reader = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes("," + text.ReplaceLineEndings(" "))), "data.columns");
        reader.Next();
        for (int i = 1; i < reader.Count; i++)
        {
            string entry = reader.Cell(i).Trim().ToString();
            int equals = entry.LastIndexOf('=');
            string name = equals < 0 ? "" : entry[..equals].Trim(), word = entry[(equals + 1)..].Trim();
            if (name.Length == 0) throw new SettingException($"data.columns: {Quoted.Text(entry)} is no NAME=KIND; write such as age=numeric,id=ignored.");
            var kind = Array.Find(Kinds, known => known.Word.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (kind.Word is null) throw new SettingException($"data.columns: {Quoted.Text(name)} must be one of {string.Join(", ", Kinds.Select(known => known.Word))}, not {Quoted.Text(word)}.");
            kinds[name] = kind.Kind;
        }
        return kinds;
    }
}

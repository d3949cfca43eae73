namespace Elbo.Data.Pictures;

/// <summary>Which files count as pictures, and what they are called wherever they come from: <c>folder/file.jpg</c>.</summary>
internal static class PictureNames
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png"];

    /// <summary>Whether a file or folder is one that people mean; names that begin with a dot are the system's.</summary>
    public static bool IsVisible(ReadOnlySpan<char> file) => file.Length > 0 && file[0] != '.';

    /// <summary>Whether a file's name, without folders, is a picture's.</summary>
    public static bool IsPicture(ReadOnlySpan<char> file)
    {
        if (!IsVisible(file)) return false;
        foreach (string ending in Endings)
        {
            if (file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>
    /// The name of an archive's entry in its plain form, or null when it is no picture. A name that leads out of the archive
    /// comes with the reason to refuse it: nothing is ever unpacked to it, but whoever made it meant no picture.
    /// </summary>
    public static string? OfEntry(string entry, out string? refusal)
    {
        refusal = null;
        string plain = entry.Replace('\\', '/');
        if (!IsPicture(plain.AsSpan(plain.LastIndexOf('/') + 1))) return null;
        var parts = new List<string>();
        foreach (string part in plain.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part == "..") refusal = "its name leads out of the archive";
            else if (part == "__MACOSX" || !IsVisible(part)) return null;
            else if (part.Contains('\0', StringComparison.Ordinal)) refusal = "its name is no file's name";
            parts.Add(part);
        }
        if (plain[0] == '/' || (plain.Length > 1 && plain[1] == ':')) refusal = "its name leads out of the archive";
        return string.Join('/', parts);
    }

    /// <summary>The folder that all names share at their start, with its slash, or nothing: archives often wrap everything in one.</summary>
    public static string Wrapper(IReadOnlyList<string> names)
    {
        if (names.Count == 0) return "";
        string wrapper = names[0][..(names[0].IndexOf('/', StringComparison.Ordinal) + 1)];
        foreach (string name in names)
        {
            if (!name.StartsWith(wrapper, StringComparison.Ordinal)) return "";
        }
        return wrapper;
    }
}

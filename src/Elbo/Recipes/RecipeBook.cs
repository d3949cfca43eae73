using System.Text;

namespace Elbo.Recipes;

/// <summary>The built-in recipes, and recipes in files.</summary>
public static class RecipeBook
{
    private const string Prefix = "Elbo.Recipes.Known.";
    private const long LongestFile = 1 << 20;

    /// <summary>The recipe that is trained when none is named.</summary>
    public const string Default = "digits";

    /// <summary>Names of the built-in recipes, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } = typeof(RecipeBook).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..])
        .Order(StringComparer.Ordinal).ToArray();

    /// <summary>The built-in recipe of this name.</summary>
    /// <exception cref="SettingException">There is none; the message names the nearest.</exception>
    public static Recipe Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Names.Contains(name))
        {
            string hint = Nearest.Find(name, Names) is { } near ? $"did you mean {Quoted.Text(near)}?" : $"choose {string.Join(", ", Names)}, or give a .json file.";
            throw new SettingException($"There is no recipe {Quoted.Text(name)}; {hint}");
        }
        using var stream = typeof(RecipeBook).Assembly.GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Recipe.Parse(reader.ReadToEnd(), name);
    }

    /// <summary>
    /// The built-in recipe of this name or else the recipe in this file. Write <c>./digits</c> for a file that shares a built-in recipe's name.
    /// </summary>
    /// <exception cref="SettingException">There is no such recipe, or the file is none.</exception>
    /// <exception cref="ElboException">The file cannot be read.</exception>
    public static Recipe Load(string pathOrName)
    {
        ArgumentNullException.ThrowIfNull(pathOrName);
        bool isFile = !Names.Contains(pathOrName) && (File.Exists(pathOrName) || pathOrName.EndsWith(".json", StringComparison.OrdinalIgnoreCase));
        return isFile ? Recipe.Parse(ReadFile(pathOrName), pathOrName) : Get(pathOrName);
    }

    private static string ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LongestFile })
                throw new SettingException($"{path} is longer than 1 MiB, too long for a recipe; check that it is the right file.");
            return File.ReadAllText(path);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ElboException($"There is no recipe file {path}; check the path, or choose a built-in recipe: {string.Join(", ", Names)}.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ElboException($"The recipe file {path} could not be read; check that it is a file and that you may read it.", cause);
        }
    }
}

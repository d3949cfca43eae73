using System.Globalization;

namespace Elbo.SameBits;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    /// <summary>The checkout, whose built command runs.</summary>
    public string Repository { get; private init; } = ".";

    /// <summary>Where data, cells and the state of work lie; finished cells found there are not run again.</summary>
    public string Work { get; private init; } = Path.Combine(Path.GetTempPath(), "elbo-same-bits");

    /// <summary>Where the Markdown goes; the work folder's same-bits.md when left out.</summary>
    public string? Out { get; private init; }

    /// <summary>Training steps of the long series.</summary>
    public int Steps { get; private init; } = 500;

    public string[] Recipes { get; private init; } = [.. Elbo.Recipes.RecipeBook.Names];

    public Setting[] Settings { get; private init; } = [.. Setting.All];

    public Series[] Series { get; private init; } = [.. SameBits.Series.All];

    public static Options Parse(string[] words)
    {
        var options = new Options();
        for (int i = 0; i < words.Length; i += 2)
        {
            string value = i + 1 < words.Length ? words[i + 1] : throw new ElboException($"{words[i]} needs a value; give one.");
            options = words[i] switch
            {
                "--repository" => options with { Repository = Path.GetFullPath(value) },
                "--work" => options with { Work = Path.GetFullPath(value) },
                "--out" => options with { Out = Path.GetFullPath(value) },
                "--steps" => options with { Steps = int.Parse(value, CultureInfo.InvariantCulture) },
                "--recipes" => options with { Recipes = Chosen("recipe", value, options.Recipes, name => name) },
                "--settings" => options with { Settings = Chosen("setting", value, options.Settings, setting => setting.Name) },
                "--series" => options with { Series = Chosen("series", value, options.Series, series => series.Name) },
                _ => throw new ElboException($"There is no option {words[i]}; known are --recipes, --settings, --series, --steps, --work and --out."),
            };
        }
        return options;
    }

    private static T[] Chosen<T>(string what, string value, T[] known, Func<T, string> name) =>
        [.. value.Split(',').Select(wanted => Array.Find(known, each => name(each) == wanted) ?? throw new ElboException($"There is no {what} '{wanted}'; choose of {string.Join(", ", known.Select(name))}."))];
}

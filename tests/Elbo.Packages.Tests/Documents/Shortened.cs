using System.Text.RegularExpressions;
using Elbo.Recipes;

namespace Elbo.Packages.Tests.Documents;

/// <summary>
/// A documented command made short: words are added at its end, which may change a setting once more, the numbers of its steps,
/// seconds and port are replaced, and drawn digits, of which there are always 24,000, by the small MNIST. All else stays as readers are told to type it, so that a misspelt word fails.
/// </summary>
internal static partial class Shortened
{
    /// <summary>The words of a command that a session of this folder can run in a moment.</summary>
    public static string Of(string arguments, string folder, string pictures)
    {
        if (arguments.StartsWith("train", StringComparison.Ordinal) || arguments.StartsWith("sweep", StringComparison.Ordinal)) arguments = DrawnDigits().Replace(arguments, "--data mnist");
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string redirected = Redirection().Match(arguments).Value;
        string bare = arguments[..^redirected.Length];
        string added = words[0] switch
        {
            "train" or "sweep" when words.Contains("--resume") => "--threads 1",
            "train" or "sweep" => Training(words, folder, pictures),
            "import" => "--set data.validation=64",
            "bench" => Bench(words),
            "explore" when !words.Contains("--export") => Missing(words, "--port", "0") + (words.Contains("--no-browser") ? "" : " --no-browser"),
            "evaluate" when words.Contains("--samples") => Missing(words, "--images", "8"),
            _ => "",
        };
        foreach (var (option, value) in new[] { ("--steps", "2"), ("--epochs", "1"), ("--seconds", "0"), ("--port", "0") })
            bare = Regex.Replace(bare, $@"({option}[ =])\d+", $"${{1}}{value}");
        return $"{bare} {(words.Contains("--threads") ? added.Replace("--threads 1", "", StringComparison.Ordinal) : added)}{redirected}".Trim();
    }

    private static string Training(string[] words, string folder, string pictures)
    {
        var settings = new List<string>();
        string name = words.Length > 1 && !words[1].StartsWith('-') ? words[1] : RecipeBook.Default, file = Path.Combine(folder, name);
        // A misspelt name is the command's to refuse.
        if (!RecipeBook.Names.Contains(name) && !File.Exists(file)) return "--threads 1";
        var recipe = RecipeBook.Load(File.Exists(file) ? file : name);
        string data = Value(words, "--data") ?? recipe.Data.Name;
        string more = "--threads 1";
        if (!words.Contains("--steps") && !words.Contains("--epochs")) more += " --steps 2";
        if (!words.Contains("--data") && data is "digits" or "faces") more += $" --data {(data = data == "digits" ? "mnist" : pictures)}";
        settings.Add($"data.validation={(data == "mnist" ? 64 : 8)}");
        settings.Add("training.batch=8");
        if (recipe.Name == "conv-celeba") settings.AddRange(["data.size=16", "model.decoder.1.height=2", "model.decoder.1.width=2"]);
        if (recipe.Name == "conv-rgb48") settings.AddRange(["data.size=16", "model.decoder.3.height=7", "model.decoder.3.width=7"]);
        settings.AddRange(Narrow(recipe));
        return $"{more} {string.Join(' ', settings.Select(setting => $"--set '{setting}'"))}";
    }

    /// <summary>Every layer at four channels or sixteen units, and a dense one before a reshape at what that needs.</summary>
    private static IEnumerable<string> Narrow(Recipe recipe)
    {
        foreach (var (stack, layers) in new[] { ("encoder", recipe.Model.Encoder), ("decoder", recipe.Model.Decoder) })
        {
            if (layers.All(layer => layer is DenseOptions))
            {
                yield return $"model.{stack}.*.units=16";
                continue;
            }
            int area = recipe.Name switch { "conv-celeba" => 4, "conv-rgb48" => 49, _ => layers.OfType<ReshapeOptions>().Select(shape => shape.Height * shape.Width).FirstOrDefault() };
            for (int i = 0; i < layers.Count; i++)
            {
                string at = $"model.{stack}.{i}.";
                if (layers[i] is DenseOptions) yield return $"{at}units={(i + 1 < layers.Count && layers[i + 1] is ReshapeOptions ? 4 * area : 16)}";
                else if (layers[i] is ConvolutionOptions or TransposedConvolutionOptions or ReshapeOptions) yield return $"{at}channels=4";
            }
        }
    }

    private static string Bench(string[] words)
    {
        bool named = words.Contains("--picture") || words.Contains("--layer") || (words.Length > 1 && !words[1].StartsWith('-'));
        return $"{(named ? "" : "digits ")}{Missing(words, "--seconds", "0")} --threads 1";
    }

    private static string Missing(string[] words, string option, string value) => words.Any(word => word.Split('=')[0] == option) ? "" : $"{option} {value}";

    private static string? Value(string[] words, string option)
    {
        int at = Array.IndexOf(words, option);
        return at >= 0 && at + 1 < words.Length ? words[at + 1] : null;
    }

    [GeneratedRegex(@"--data digits(?=\s|$)")]
    private static partial Regex DrawnDigits();

    [GeneratedRegex(@"(\s+\d?>>?\s*\S+)*\s*$")]
    private static partial Regex Redirection();
}

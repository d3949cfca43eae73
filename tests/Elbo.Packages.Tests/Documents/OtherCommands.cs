using System.Text.RegularExpressions;

namespace Elbo.Packages.Tests.Documents;

/// <summary>Commands of other programs than elbo. They are not run; that what they name is there is looked up.</summary>
internal static partial class OtherCommands
{
    // What a reader has already, or what only makes sense outside the checkout.
    private static readonly string[] Outside = ["git", "cd", "curl", "tensorboard", "mkdir", "cp", "mv", "ls", "cat", "head", "unzip", "export", "open", "xdg-open", "docker", "npm", "node", "pip"];

    private static readonly Lazy<string> TestSources = new(() => string.Concat(Texts(Checkout.At("tests"))));

    /// <summary>What is wrong with a command, in a sentence; null where nothing is.</summary>
    public static string? Complaint(string command)
    {
        string[] words = [.. Assignments().Replace(command, "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word != "nice")];
        string program = words[0];
        if (program is "dotnet") return Dotnet(words);
        if (program is "python3" or "bash" or "sh") return words[1..].FirstOrDefault(word => word.Contains('/', StringComparison.Ordinal)) is { } script ? Script(script, words) : null;
        if (program.StartsWith("./", StringComparison.Ordinal) || program.StartsWith("bench/", StringComparison.Ordinal) || program.StartsWith(".ci/", StringComparison.Ordinal)) return Script(program, words);
        return Outside.Contains(program) ? null : $"no test knows what {program} is";
    }

    private static string? Script(string path, string[] words)
    {
        if (!File.Exists(Checkout.At(path))) return $"there is no file {path}";
        if (words.Contains("--filter")) return Filter(words);
        string known = File.ReadAllText(Checkout.At(path)) + (path.StartsWith("bench/", StringComparison.Ordinal) ? string.Concat(Texts(Checkout.At("bench", "peers"))) : "");
        return path.StartsWith("bench/", StringComparison.Ordinal) ? Options(words, known, path) : null;
    }

    private static string? Dotnet(string[] words)
    {
        string verb = words.ElementAtOrDefault(1) ?? "";
        if (verb is "new" or "add" or "tool" or "nuget" or "restore" or "format" or "--version" or "--info" or "dev-certs") return null;
        int own = Array.IndexOf(words, "--");
        string[] before = own < 0 ? words : words[..own];
        string? project = Array.IndexOf(before, "--project") is >= 0 and var at ? before.ElementAtOrDefault(at + 1) : before[1..].FirstOrDefault(word => word.Contains('/', StringComparison.Ordinal));
        if (project is null) return verb is "test" or "build" or "pack" ? Filter(words) : $"no test knows what {string.Join(' ', words)} runs";
        if (project.Contains("/bin/", StringComparison.Ordinal)) project = project[..project.IndexOf("/bin/", StringComparison.Ordinal)];
        if (!Directory.Exists(Checkout.At(project)) || Directory.GetFiles(Checkout.At(project), "*.csproj").Length == 0) return $"there is no project {project}";
        return Filter(words) ?? (own >= 0 && project.StartsWith("bench/", StringComparison.Ordinal) ? Options(words[own..], string.Concat(Texts(Checkout.At(project))), project) : null);
    }

    /// <summary>Options must stand in what reads them.</summary>
    private static string? Options(string[] words, string known, string where) =>
        words.FirstOrDefault(word => Option().IsMatch(word) && !Regex.IsMatch(known, $@"(?<![\w-]){Regex.Escape(word.Split('=')[0])}(?![\w-])")) is { } unknown ? $"{where} knows no option {unknown}" : null;

    /// <summary>A filter must match a test.</summary>
    private static string? Filter(string[] words)
    {
        int at = Array.IndexOf(words, "--filter");
        if (at < 0 || at + 1 >= words.Length) return null;
        string name = words[at + 1].Trim('"', '\'').Split(['~', '=']).Last();
        return TestSources.Value.Contains(name, StringComparison.Ordinal) ? null : $"no test is called {name}";
    }

    private static IEnumerable<string> Texts(string folder) => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "Corpus") && Path.GetExtension(file) is ".cs" or ".py" or "" or ".sh" or ".mjs").Select(File.ReadAllText);

    [GeneratedRegex(@"^(\w+=\S*\s+)*")]
    private static partial Regex Assignments();

    [GeneratedRegex(@"^--[a-z]")]
    private static partial Regex Option();
}

using System.Globalization;

namespace Elbo.Endurance;

/// <summary>What the harness is asked to do.</summary>
internal sealed record Arguments
{
    public required string Mode { get; init; }

    /// <summary>The built command, <c>Elbo.Cli.dll</c>.</summary>
    public string Elbo { get; init; } = "";

    /// <summary>Where runs, samples, log and tables go.</summary>
    public string Folder { get; init; } = "";

    public double Minutes { get; init; } = 120;

    /// <summary>Threads of each process.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Processes side by side.</summary>
    public int Runs { get; init; } = 20;

    /// <summary>Seconds between two samples.</summary>
    public double Every { get; init; } = 5;

    /// <summary>Changes to the recipe beside the harness's own.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The arguments, or null where they make no sense.</summary>
    public static Arguments? Of(string[] words)
    {
        if (words.Length == 0 || words[0] is not ("long" or "table" or "together") || words.Length % 2 == 0) return null;
        var given = new Arguments { Mode = words[0], Threads = words[0] == "together" ? 8 : 1 };
        for (int i = 1; i < words.Length; i += 2)
        {
            string value = words[i + 1];
            Arguments? next = words[i] switch
            {
                "--elbo" => given with { Elbo = Path.GetFullPath(value) },
                "--out" => given with { Folder = Path.GetFullPath(value) },
                "--minutes" => given with { Minutes = double.Parse(value, CultureInfo.InvariantCulture) },
                "--threads" => given with { Threads = int.Parse(value, CultureInfo.InvariantCulture) },
                "--runs" => given with { Runs = int.Parse(value, CultureInfo.InvariantCulture) },
                "--every" => given with { Every = double.Parse(value, CultureInfo.InvariantCulture) },
                "--setting" => given with { Settings = [.. given.Settings, value] },
                _ => null,
            };
            if (next is null) return null;
            given = next;
        }
        bool complete = given.Folder.Length > 0 && (given.Mode == "table" || File.Exists(given.Elbo));
        return complete ? given : null;
    }
}

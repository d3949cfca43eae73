namespace Elbo.Crash;

/// <summary>What was done, a line each, so that a session that is stopped goes on where it was. A life that was cut off begins anew.</summary>
public sealed class CrashLog
{
    private readonly string path;
    private readonly List<(string Case, Kill Kill)> kills = [];
    private readonly Dictionary<int, (string Case, string Result)> lives = [];

    /// <summary>Reads the log in a file, if there is one.</summary>
    public CrashLog(string path)
    {
        this.path = path;
        if (!File.Exists(path)) return;
        var open = new List<(string, Kill)>();
        foreach (string[] cells in File.ReadLines(path).Select(line => line.Split('\t')))
        {
            if (cells is ["kill", _, var of, var aim, var phase, var complaint])
                open.Add((of, new Kill(Enum.Parse<Phase>(aim), Enum.Parse<Phase>(phase), complaint.Length == 0 ? null : complaint)));
            if (cells is not ["life", var number, var name, var result, var seconds]) continue;
            kills.AddRange(open);
            open.Clear();
            lives[int.Parse(number)] = (name, result);
            Seconds += double.Parse(seconds);
        }
    }

    /// <summary>Every kill.</summary>
    public IReadOnlyList<(string Case, Kill Kill)> Kills => kills;

    /// <summary>Every life: its case, and what was wrong at its end, or nothing.</summary>
    public IReadOnlyCollection<(string Case, string Result)> Lives => lives.Values;

    /// <summary>Seconds of processor time.</summary>
    public double Seconds { get; private set; }

    /// <summary>Whether a life is over.</summary>
    public bool Has(int life) => lives.ContainsKey(life);

    /// <summary>Notes a life.</summary>
    public void Add(int life, Case what, LifeEnd end, double seconds)
    {
        string result = OneLine(string.Join("; ", end.Differences));
        File.AppendAllLines(path,
        [
            .. end.Kills.Select(kill => $"kill\t{life}\t{what.Name}\t{kill.Aim}\t{kill.Phase}\t{OneLine(kill.Complaint ?? "")}"),
            $"life\t{life}\t{what.Name}\t{result}\t{seconds:F2}",
        ]);
        kills.AddRange(end.Kills.Select(kill => (what.Name, kill)));
        lives[life] = (what.Name, result);
        Seconds += seconds;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" / ").Replace('\t', ' ');
}

using System.Globalization;
using System.Text;

namespace Elbo.Faults;

/// <summary>The trials done, in a file of tabs that a stopped session goes on with, and their table.</summary>
internal sealed class Ledger
{
    private readonly string path;
    private readonly Lock gate = new();
    private readonly List<Trial> trials = [];

    public Ledger(string path)
    {
        this.path = path;
        if (!File.Exists(path)) return;
        foreach (string[] cells in File.ReadLines(path).Select(line => line.Split('\t')).Where(cells => cells.Length == 7))
            trials.Add(new(cells[0], cells[1], long.Parse(cells[2], CultureInfo.InvariantCulture), cells[3], int.Parse(cells[4], CultureInfo.InvariantCulture), cells[5], cells[6]));
    }

    /// <summary>Trials in which something was wrong.</summary>
    public IReadOnlyList<Trial> Wrong => [.. trials.Where(trial => trial.Wrong.Length > 0)];

    public bool Knows(string scenario, string fault, long at) => trials.Exists(trial => trial.Scenario == scenario && trial.Fault == fault && trial.At == at);

    public void Add(Trial trial)
    {
        lock (gate)
        {
            trials.Add(trial);
            File.AppendAllText(path, string.Join('\t', new[] { trial.Scenario, trial.Fault, trial.At.ToString(CultureInfo.InvariantCulture), trial.What, trial.Code.ToString(CultureInfo.InvariantCulture), trial.Wrong, trial.Said }
                .Select(cell => cell.ReplaceLineEndings(" ").Replace('\t', ' '))) + "\n");
        }
    }

    /// <summary>A table of Markdown.</summary>
    public string Table()
    {
        var text = new StringBuilder("| Command | Fault | Calls disturbed | Went on, exit 0 | Stopped with a sentence, exit 1 | Killed | Wrong |\n|---|---|---:|---:|---:|---:|---:|\n");
        foreach (var group in trials.GroupBy(trial => (trial.Scenario, trial.Fault)))
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key.Scenario} | {group.Key.Fault} | {group.Count()} | {group.Count(t => t.Code == 0)} | {group.Count(t => t.Code == 1)} | {group.Count(t => t.Code == 137)} | {group.Count(t => t.Wrong.Length > 0)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| **all** | | **{trials.Count}** | {trials.Count(t => t.Code == 0)} | {trials.Count(t => t.Code == 1)} | {trials.Count(t => t.Code == 137)} | **{Wrong.Count}** |\n");
        return text.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace Elbo.Endurance;

/// <summary>The files of a session of runs side by side: digests, results, the log and the table.</summary>
internal sealed class TogetherRecord : IDisposable
{
    private readonly string alonePath, resultsPath, tablePath;
    private readonly StreamWriter log;

    public TogetherRecord(string folder)
    {
        (alonePath, resultsPath, tablePath) = (Path.Combine(folder, "alone.csv"), Path.Combine(folder, "together.csv"), Path.Combine(folder, "together.md"));
        LinesPath = Path.Combine(folder, "elbo.log");
        log = new StreamWriter(Path.Combine(folder, "together.log"), append: true) { AutoFlush = true };
    }

    /// <summary>Where the command's own output goes.</summary>
    public string LinesPath { get; }

    public void Log(string line)
    {
        string dated = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} {line}");
        Console.Error.WriteLine(dated);
        log.WriteLine(dated);
    }

    /// <summary>The digest of a run alone, or null where it has not been made yet.</summary>
    public string? Alone(int number) => Rows(alonePath, ',').FirstOrDefault(cells => cells[0] == number.ToString(CultureInfo.InvariantCulture))?[1];

    public void AddAlone(int number, string digest) => File.AppendAllText(alonePath, string.Create(CultureInfo.InvariantCulture, $"{number},{digest}\n"));

    public bool Has(string name) => Rows(resultsPath, ';').Any(cells => cells[0] == name);

    public void Add(string name, int threads, int ended, int same, int stuck, double seconds, double processor)
    {
        string row = string.Create(CultureInfo.InvariantCulture, $"{name};{threads};{ended};{same};{stuck};{seconds:F0};{processor:F0}");
        Log(row);
        File.AppendAllText(resultsPath, row + "\n");
    }

    /// <summary>Writes and prints the table, and says whether every run ended with its own bits.</summary>
    public bool WriteTable(int runs)
    {
        var text = new StringBuilder("| side by side | most threads in a process | ended | same bits as alone | stood still | wall seconds | processor seconds |\n|---|---|---|---|---|---|---|\n");
        bool sound = true;
        foreach (string[] cells in Rows(resultsPath, ';'))
        {
            string all = runs.ToString(CultureInfo.InvariantCulture);
            sound &= cells[2] == all && cells[3] == all && cells[4] == "0";
            text.Append(CultureInfo.InvariantCulture, $"| {cells[0]} | {cells[1]} | {cells[2]}/{all} | {cells[3]}/{all} | {cells[4]} | {cells[5]} | {cells[6]} |\n");
        }
        File.WriteAllText(tablePath, text.ToString());
        Console.WriteLine(text);
        return sound;
    }

    private static IEnumerable<string[]> Rows(string path, char between) => File.Exists(path) ? [.. File.ReadLines(path).Select(line => line.Split(between))] : [];

    public void Dispose() => log.Dispose();
}

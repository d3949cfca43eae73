using System.Globalization;

namespace Elbo.Fuzz.Session;

/// <summary>How far the fuzzing of one reader has come, over all sessions in a folder.</summary>
internal sealed record Progress
{
    private const string Name = "progress.txt";

    public long Executions { get; init; }

    /// <summary>Executions in which the file was read, not refused.</summary>
    public long Accepted { get; init; }

    /// <summary>Processor time.</summary>
    public double Seconds { get; init; }

    public int Edges { get; init; }

    public int Corpus { get; init; }

    /// <summary>The most bytes that one file made the reader allocate.</summary>
    public long Memory { get; init; }

    /// <summary>Processor time of the slowest file, in milliseconds.</summary>
    public double Slowest { get; init; }

    public double Speed => Seconds > 0 ? Executions / Seconds : 0;

    public static Progress Load(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (!File.Exists(path)) return new();
        string[] words = File.ReadAllText(path).Split(' ');
        return new()
        {
            Executions = long.Parse(words[0], CultureInfo.InvariantCulture), Accepted = long.Parse(words[1], CultureInfo.InvariantCulture), Seconds = double.Parse(words[2], CultureInfo.InvariantCulture),
            Edges = int.Parse(words[3], CultureInfo.InvariantCulture), Corpus = int.Parse(words[4], CultureInfo.InvariantCulture), Memory = long.Parse(words[5], CultureInfo.InvariantCulture), Slowest = double.Parse(words[6], CultureInfo.InvariantCulture),
        };
    }

    public void Save(string folder)
    {
        string path = Path.Combine(folder, Name), fresh = path + ".new";
        File.WriteAllText(fresh, string.Create(CultureInfo.InvariantCulture, $"{Executions} {Accepted} {Seconds:F2} {Edges} {Corpus} {Memory} {Slowest:F1}"));
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Adds a line to the session's log: time, reader, executions, executions a second of processor time, edges, corpus, findings.</summary>
    public void Log(string folder, string reader, int findings)
    {
        string line = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'},{reader},{Executions},{Seconds:F1},{Speed:F0},{Edges},{Corpus},{findings}\n");
        using var log = new FileStream(Path.Combine(folder, "..", "log.csv"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        log.Write(System.Text.Encoding.UTF8.GetBytes(line));
    }
}

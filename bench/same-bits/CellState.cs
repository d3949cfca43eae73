using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Elbo.SameBits;

/// <summary>What one cell gave.</summary>
/// <param name="Seconds">Processor time of its commands.</param>
/// <param name="Verdict">"equal", or what differs.</param>
/// <param name="Hashes">Files and their hashes.</param>
internal sealed record CellResult(double Seconds, string Verdict, SortedDictionary<string, string> Hashes)
{
    public const string Equal = "equal";

    /// <summary>One hash of all files and their names.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Hashes.Select(pair => $"{pair.Key} {pair.Value}\n")))));
}

/// <summary>The finished cells, a line each, written as they finish; those of another build or other steps do not count.</summary>
internal sealed class CellState
{
    private readonly string path, build;
    private readonly Dictionary<string, CellResult> done = [];

    public CellState(Options options)
    {
        Directory.CreateDirectory(options.Work);
        path = Path.Combine(options.Work, "state.tsv");
        string folder = Path.Combine(options.Repository, "src", "Elbo.Cli", "bin", "Release", "net10.0");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string dll in Directory.GetFiles(folder, "Elbo*.dll").Order(StringComparer.Ordinal)) hash.AppendData(File.ReadAllBytes(dll));
        build = $"{Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}-{options.Steps}";
        foreach (string line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            if (line.Split('\t') is not [var own, var series, var recipe, var setting, var seconds, var verdict, var files] || own != build) continue;
            var hashes = new SortedDictionary<string, string>(files.Split(';').Select(file => file.Split('=')).ToDictionary(pair => pair[0], pair => pair[^1]), StringComparer.Ordinal);
            done[$"{series}\t{recipe}\t{setting}"] = new(double.Parse(seconds, CultureInfo.InvariantCulture), verdict, hashes);
        }
    }

    public CellResult? Find(Cell cell) => done.GetValueOrDefault(cell.Key);

    public void Add(Cell cell, CellResult result)
    {
        done[cell.Key] = result;
        string files = string.Join(';', result.Hashes.Select(pair => $"{pair.Key}={pair.Value}"));
        File.AppendAllText(path, string.Create(CultureInfo.InvariantCulture, $"{build}\t{cell.Key}\t{result.Seconds:F1}\t{result.Verdict.Replace('\t', ' ')}\t{files}\n"));
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Elbo.Fuzz.Session;

/// <summary>What a reader did wrong: one file for each kind of wrong, and beside it what happened.</summary>
internal sealed partial class Findings(string folder)
{
    public static int CountIn(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*.txt").Length : 0;

    /// <summary>Keeps a file unless one like it is kept already.</summary>
    /// <param name="kind">In a word: what the reader did.</param>
    /// <param name="place">Where, by which two findings are told apart.</param>
    /// <param name="story">All that is known.</param>
    /// <param name="file">The file.</param>
    public void Add(string kind, string place, string story, ReadOnlySpan<byte> file)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)), 0, 4)}");
        if (File.Exists(path + ".txt")) return;
        File.WriteAllBytes(path + ".bin", file);
        File.WriteAllText(path + ".txt", story + "\n");
    }

    /// <summary>An exception that no reader should throw.</summary>
    public void Add(Exception error, byte[] file) => Add(error.GetType().Name, $"{error.GetType()} {Place(error)}", error.ToString(), file);

    /// <summary>The first few methods of Elbo's that the exception came through, without numbers.</summary>
    private static string Place(Exception error) =>
        string.Join(' ', (error.StackTrace ?? "").Split('\n').Where(line => line.Contains("Elbo.", StringComparison.Ordinal) && !line.Contains("Elbo.Fuzz", StringComparison.Ordinal)).Take(3).Select(line => Digits().Replace(line, ""))) + (error is ElboException or InvalidDataException ? error.Message[..Math.Min(12, error.Message.Length)] : "");

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}

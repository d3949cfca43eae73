using System.Text;

namespace Elbo.Data.Pictures;

/// <summary>A picture file that could not be used.</summary>
/// <param name="Name">Its path below the folder, or in the archive.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Closed">Whether the system refused to open or read it, which can change without the file changing.</param>
internal sealed record SkippedPicture(string Name, string Reason, bool Closed = false)
{
    private const int Longest = 200;

    /// <summary>Name and reason on one line, whatever they hold.</summary>
    public override string ToString() => $"{OneLine(Name)} ({OneLine(Reason).TrimEnd('.')})";

    private static string OneLine(string text)
    {
        var line = new StringBuilder();
        foreach (char letter in text.AsSpan(0, Math.Min(text.Length, Longest))) line.Append(Quoted.Plain(letter));
        return text.Length > Longest ? line.Append('…').ToString() : line.ToString();
    }
}

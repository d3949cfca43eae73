using System.Security.Cryptography;
using Elbo.Fuzz.Mutation;

namespace Elbo.Fuzz.Session;

/// <summary>The files that taught something, in a folder.</summary>
internal sealed class Corpus(string folder)
{
    private readonly List<byte[]> files = [];

    public int Count => files.Count;

    /// <summary>What an earlier session left, short files first.</summary>
    public static List<byte[]> Earlier(string folder)
    {
        Directory.CreateDirectory(folder);
        return [.. Directory.GetFiles(folder, "*.bin").Select(File.ReadAllBytes).OrderBy(file => file.Length)];
    }

    public void Add(byte[] file)
    {
        files.Add(file);
        File.WriteAllBytes(Path.Combine(folder, NameOf(file)), file);
    }

    /// <summary>Deletes the files in the folder that were not added: what they taught, shorter ones teach too.</summary>
    public void Prune()
    {
        var known = files.Select(NameOf).ToHashSet();
        foreach (string path in Directory.GetFiles(folder, "*.bin"))
            if (!known.Contains(Path.GetFileName(path))) File.Delete(path);
    }

    /// <summary>A file to mutate: half of the time one of the newest, which mutants have not yet had many chances to improve upon.</summary>
    public byte[] Pick(Randomness random)
    {
        int last = Math.Min(files.Count, 16);
        return random.Percent(40) ? files[^(1 + random.Next(last))] : random.Of(files);
    }

    /// <summary>A short name that tells files apart.</summary>
    public static string NameOf(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file), 0, 8) + ".bin";
}

using System.Globalization;
using Elbo.Fuzz.Coverage;
using Elbo.Fuzz.Targets;
using Elbo.Imaging;

namespace Elbo.Fuzz.Session;

/// <summary>Copies the few files of each reader's corpus that reach the most: a corpus for regression tests.</summary>
internal static class Keep
{
    /// <summary>The words are: the session's folder, where to, the most files of a reader.</summary>
    public static int Run(string[] words)
    {
        var map = new EdgeMap(typeof(Png).Assembly);
        using var scratch = new Scratch();
        int most = int.Parse(words[2], CultureInfo.InvariantCulture);
        foreach (var target in AllTargets.In(scratch.Path))
        {
            string to = Path.Combine(words[1], target.Name);
            Directory.CreateDirectory(to);
            var files = Corpus.Earlier(Path.Combine(words[0], target.Name, "corpus"));
            var kept = new List<byte[]>();
            map.Forget();
            // Greedy: each time the file that adds the most for its length.
            while (kept.Count < most)
            {
                byte[]? best = files.Except(kept).MaxBy(file => Gain(target, map, file) / (double)(64 + file.Length));
                if (best is null || Gain(target, map, best) == 0) break;
                Execute(target, map, best);
                map.Learn();
                kept.Add(best);
                File.WriteAllBytes(Path.Combine(to, Corpus.NameOf(best)), best);
            }
            Console.WriteLine($"{target.Name}: {kept.Count} of {files.Count} files, {map.Edges} edges, {kept.Sum(file => file.Length)} bytes");
        }
        return 0;
    }

    private static int Gain(Target target, EdgeMap map, byte[] file)
    {
        Execute(target, map, file);
        return map.Unknown();
    }

    private static void Execute(Target target, EdgeMap map, byte[] file)
    {
        map.Begin();
        try
        {
            target.Read(file);
        }
        catch (Exception error) when (target.IsRefusal(error))
        {
            // Damaged files are what most of them are.
        }
    }
}

namespace Elbo.Data.Pictures;

/// <summary>Which pictures belong to which part, as positions in their sorted list, and in a few words why.</summary>
/// <param name="Train">To learn from.</param>
/// <param name="Validation">To choose by.</param>
/// <param name="Test">To judge by.</param>
/// <param name="Why">How they were divided.</param>
internal sealed record PictureParts(int[] Train, int[] Validation, int[] Test, string Why)
{
    /// <summary>The fraction that is set aside for tests, and the most for validation.</summary>
    private const int OneIn = 10;

    private static readonly string[] TestFolders = ["test"], ValidationFolders = ["validation", "valid", "val"];

    /// <summary>The folder of training pictures, which also says that a source comes in parts.</summary>
    private const string TrainFolder = "train";

    /// <summary>Which part a folder's name stands for: 0 train, 1 validation, 2 test, or none.</summary>
    public static int? PartOf(string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return null;
        string folder = name[..slash].ToLowerInvariant();
        return folder == TrainFolder ? 0 : ValidationFolders.Contains(folder) ? 1 : TestFolders.Contains(folder) ? 2 : null;
    }

    /// <summary>Whether the pictures lie in folders for training and, perhaps, validation and tests.</summary>
    public static bool AreFolders(IReadOnlyList<string> names) => names.Any(name => PartOf(name) == 0);

    /// <summary>Divides by the folders <c>train</c>, <c>validation</c> and <c>test</c>; what is missing is taken from the training pictures.</summary>
    public static PictureParts ByFolder(IReadOnlyList<string> names, int validation)
    {
        var parts = Group(names.Count, i => PartOf(names[i]) ?? 0);
        bool needsTest = parts[2].Length == 0, needsValidation = parts[1].Length == 0 && validation > 0;
        if (validation == 0) parts[1] = [];
        if (!needsTest && !needsValidation) return new(parts[0], parts[1], parts[2], "by their folders");
        var (train, more, test) = Divide(names, parts[0], needsValidation ? validation : 0, needsTest);
        string added = (needsValidation, needsTest) switch { (true, true) => "validation and test", (true, _) => "validation", _ => "test" };
        return new(train, needsValidation ? more : parts[1], needsTest ? test : parts[2], $"by their folders, {added} by a hash of their names");
    }

    /// <summary>
    /// Divides by a hash of each name, so that added files move no other from or to the tests: a tenth for tests, and up to a tenth for validation.
    /// </summary>
    public static PictureParts ByHash(IReadOnlyList<string> names, int validation)
    {
        var (train, some, test) = Divide(names, [.. Enumerable.Range(0, names.Count)], validation, withTest: true);
        string less = some.Length < validation ? $"; data.validation asks for {validation:N0}, but takes at most a tenth" : "";
        return new(train, some, test, "by a hash of their names" + less);
    }

    /// <summary>All of them for tests.</summary>
    public static PictureParts Whole(int count) => new([], [], [.. Enumerable.Range(0, count)], "all for tests, because nothing is trained on them");

    /// <summary>Groups positions by part, each in order.</summary>
    public static int[][] Group(int count, Func<int, int> part)
    {
        var groups = new List<int>[] { [], [], [] };
        for (int i = 0; i < count; i++) groups[part(i)].Add(i);
        return [.. groups.Select(group => group.ToArray())];
    }

    private static (int[] Train, int[] Validation, int[] Test) Divide(IReadOnlyList<string> names, int[] pool, int validation, bool withTest)
    {
        var ranked = pool.Select(i => (Hash: Hash(names[i]), Index: i)).Order().ToArray();
        int tests = withTest ? ranked.Count(entry => entry.Hash < ulong.MaxValue / OneIn) : 0;
        // Of a handful each part gets one, so that everything can be tried.
        if (withTest && ranked.Length > 2) tests = Math.Clamp(tests, 1, ranked.Length - 2);
        int most = Math.Max(1, ranked.Length / OneIn), some = Math.Clamp(Math.Min(validation, most), 0, Math.Max(0, ranked.Length - tests - 1));
        return (Sorted(tests + some, ranked.Length), Sorted(tests, tests + some), Sorted(0, tests));

        int[] Sorted(int from, int to) => [.. ranked[from..to].Select(entry => entry.Index).Order()];
    }

    /// <summary>FNV-1a with a last mixing, so that neighbouring numbers fall anywhere. It must never change.</summary>
    private static ulong Hash(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char letter in name) hash = (hash ^ letter) * 1099511628211;
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }
}

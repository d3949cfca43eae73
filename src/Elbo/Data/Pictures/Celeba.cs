using System.Globalization;

namespace Elbo.Data.Pictures;

/// <summary>CelebA's aligned faces and their official partition.</summary>
/// <remarks>Liu, Luo, Wang and Tang, "Deep learning face attributes in the wild", 2015.</remarks>
internal static class Celeba
{
    /// <summary>What its authors call the archive and the folder of aligned pictures.</summary>
    public const string Archive = "img_align_celeba";

    /// <summary>The numbers of pictures in the three parts.</summary>
    public const int Train = 162770, Validation = 19867, Test = 19962;

    private static readonly string[] PartitionFiles = ["list_eval_partition.txt", "list_eval_partition.csv"];

    /// <summary>Whether a path is named like CelebA's pictures.</summary>
    public static bool IsNamed(string path) => PictureSource.NameOf(path).Equals(Archive, StringComparison.OrdinalIgnoreCase);

    /// <summary>The folder or archive of pictures in a folder, or null.</summary>
    public static string? FindIn(string folder)
    {
        foreach (string path in (ReadOnlySpan<string>)[Path.Combine(folder, Archive), Path.Combine(folder, "Img", Archive)])
        {
            if (Directory.Exists(path)) return path;
            if (File.Exists(path + ".zip")) return path + ".zip";
        }
        return null;
    }

    /// <summary>
    /// Divides by the partition file in or beside the folder or archive, else by the numbers in the names; null when that
    /// leaves a part empty, as it does for a handful of pictures.
    /// </summary>
    /// <exception cref="ElboException">The partition file cannot be read or is damaged.</exception>
    public static PictureParts? Parts(IReadOnlyList<string> names, string path, int validation)
    {
        string? file = PartitionFile(path);
        var listed = file is null ? [] : ReadPartition(file);
        var parts = PictureParts.Group(names.Count, i =>
        {
            string name = names[i][(names[i].LastIndexOf('/') + 1)..];
            return listed.TryGetValue(name, out int part) ? part : ByNumber(name);
        });
        if (parts.Any(part => part.Length == 0)) return null;
        return new(parts[0], validation == 0 ? [] : parts[1], parts[2], file is null ? "by CelebA's numbers" : $"by {Path.GetFileName(file)}");
    }

    private static int ByNumber(string name) =>
        int.TryParse(Path.GetFileNameWithoutExtension(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > Train
            ? number > Train + Validation ? 2 : 1 : 0;

    private static string? PartitionFile(string path)
    {
        string beside = Path.GetDirectoryName(path) ?? path;
        foreach (string folder in (ReadOnlySpan<string>)[path, beside, Path.Combine(beside, "..", "Eval"), Path.Combine(beside, "Eval")])
        {
            foreach (string name in PartitionFiles)
            {
                string file = Path.GetFullPath(Path.Combine(folder, name));
                if (File.Exists(file)) return file;
            }
        }
        return null;
    }

    internal static Dictionary<string, int> ReadPartition(string file)
    {
        var parts = new Dictionary<string, int>(StringComparer.Ordinal);
        int number = 0;
        try
        {
            foreach (string line in File.ReadLines(file))
            {
                number++;
                string[] words = line.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 0 || (number == 1 && words[0] == "image_id")) continue;
                if (words is not [var name, "0" or "1" or "2"])
                    throw new ElboException($"{file}, line {number}: {Quoted.Text(line)} is no picture's name and 0, 1 or 2; fetch the file again or take it away.");
                parts[name] = words[1][0] - '0';
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ElboException($"Cannot read '{file}': the system refuses to open it; check its permissions.", e);
        }
        return parts;
    }
}

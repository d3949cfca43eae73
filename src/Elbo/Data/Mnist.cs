namespace Elbo.Data;

/// <summary>Loads data sets that come as MNIST does: four IDX files in one folder.</summary>
/// <remarks>LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998.</remarks>
public static class Mnist
{
    /// <summary>Validation images split off MNIST's training images when nothing else is asked for.</summary>
    public const int ValidationImages = 5000;

    // Torchvision and others unpack to names with a dot before idx.
    private static readonly string[] Stems = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    /// <summary>
    /// Loads the four files; the first <paramref name="validation"/> training images become the validation set.
    /// Each file may have a dot before <c>idx</c> and may be gzipped.
    /// </summary>
    /// <param name="folder">The folder that holds the files.</param>
    /// <param name="validation">
    /// Number of validation images; when left out, a twelfth of the training images and at most 5,000, which is 5,000 for MNIST.
    /// </param>
    /// <param name="name">The data set's name for messages.</param>
    /// <param name="classes">Number of classes if known: a higher label is refused.</param>
    /// <exception cref="ElboException">A file is missing, damaged or does not belong to the others.</exception>
    /// <exception cref="SettingException">The validation set would leave no training image.</exception>
    public static DataSplits Load(string folder, int? validation = null, string name = "mnist", int? classes = null)
    {
        string[] paths = new string[Stems.Length];
        for (int i = 0; i < paths.Length; i++)
        {
            paths[i] = FindFile(folder, Stems[i]) ??
                throw new ElboException($"'{folder}' has no {Stems[i]} or {Stems[i]}.gz; put the four IDX files there, or fetch MNIST with 'elbo data get mnist'.");
        }
        var all = Idx.ReadDataset(paths[0], paths[1], name, classes);
        var test = Idx.ReadDataset(paths[2], paths[3], $"{name}/test", classes);
        if (all.Shape != test.Shape)
            throw new ElboException($"'{paths[0]}' has images of {all.Shape} but '{paths[2]}' of {test.Shape}; use four files of the same set.");

        int first = validation ?? Math.Min(ValidationImages, all.Count / 12);
        if (first < 0 || first >= all.Count)
            throw new SettingException($"Cannot take {first} validation images from the {all.Count} training images in '{folder}'; ask for 0 to {all.Count - 1}.");
        return new(all.Slice(first, all.Count - first, $"{name}/train"), all.Slice(0, first, $"{name}/validation"), test);
    }

    /// <summary>Whether a folder holds at least one of the four files, so that <see cref="Load"/> is what its owner means.</summary>
    public static bool IsIn(string folder)
    {
        foreach (string stem in Stems)
        {
            if (FindFile(folder, stem) is not null) return true;
        }
        return false;
    }

    private static string? FindFile(string folder, string stem)
    {
        string dotted = stem.Replace("-idx", ".idx", StringComparison.Ordinal);
        foreach (string name in (ReadOnlySpan<string>)[$"{stem}.gz", stem, $"{dotted}.gz", dotted])
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}

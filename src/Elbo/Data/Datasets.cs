using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>The data sets that are known by name, and folders of files given by path.</summary>
public static class Datasets
{
    private static readonly DatasetInfo Digits = new(
        "digits", "Handwritten-looking digits, drawn by code from stroke skeletons", DrawnDigits.Shape, 20000, 2000, 2000, 10, BuiltIn: true, Folder: null);

    private static readonly DatasetInfo Faces = new(
        "faces", "Portraits in colour, drawn by code; 64 pixels unless another size is asked for", new Shape(3, 64, 64), 20000, 2000, 2000, DrawnFaces.LabelNames.Count, BuiltIn: true, Folder: null);

    private static readonly DatasetInfo MnistDigits = new(
        "mnist", "Handwritten digits of LeCun, Cortes and Burges", new Shape(1, 28, 28), 55000, Mnist.ValidationImages, 10000, 10, BuiltIn: false, Folder: null);

    /// <summary>The known names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Digits.Name, Faces.Name, MnistDigits.Name];

    /// <summary>Every known data set and where it was found.</summary>
    /// <param name="folders">Where to look; this user's folders when left out.</param>
    public static IReadOnlyList<DatasetInfo> List(DataFolders? folders = null)
    {
        var known = folders ?? DataFolders.FromEnvironment();
        return [Digits, Faces, MnistDigits with { Folder = known.Find(MnistDigits.Name) }];
    }

    /// <summary>One data set and where it was found.</summary>
    /// <exception cref="SettingException">No data set has that name.</exception>
    public static DatasetInfo Info(string name, DataFolders? folders = null)
    {
        foreach (var info in List(folders))
        {
            if (info.Name == name) return info;
        }
        throw Unknown(name);
    }

    /// <summary>Loads a data set by its name, or by the path of a folder with four IDX files named like MNIST's.</summary>
    /// <param name="nameOrPath">A known name, or a folder; a known name wins (write <c>./mnist</c> for a folder of that name).</param>
    /// <param name="validation">Number of validation examples; the data set's usual number when left out.</param>
    /// <param name="seed">The seed of data sets made by code.</param>
    /// <param name="folders">Where to look; this user's folders when left out.</param>
    /// <param name="size">Pixels a side of pictures that can have any size, which are 'faces'; 64 when left out.</param>
    /// <exception cref="SettingException">The name is unknown, or the number of validation examples or the size cannot be.</exception>
    /// <exception cref="ElboException">Files are missing or damaged.</exception>
    public static DataSplits Load(string nameOrPath, int? validation = null, ulong seed = 1, DataFolders? folders = null, int? size = null)
    {
        if (nameOrPath == Digits.Name) return DrawnDigits.Create(seed, validation: validation ?? Digits.Validation);
        if (nameOrPath == Faces.Name) return DrawnFaces.Create(seed, size ?? Faces.Shape.Width, validation: validation ?? Faces.Validation);
        if (nameOrPath == MnistDigits.Name)
        {
            string folder = (folders ?? DataFolders.FromEnvironment()).Find(MnistDigits.Name) ??
                throw new ElboException("The data set 'mnist' is not on this machine; fetch it with 'elbo data get mnist', pass its folder with --data DIR, or set ELBO_DATA to the folder that holds 'mnist'.");
            return Mnist.Load(folder, validation, MnistDigits.Name, MnistDigits.Classes);
        }
        if (Directory.Exists(nameOrPath)) return Mnist.Load(nameOrPath, validation, FolderName(nameOrPath));
        if (File.Exists(nameOrPath)) throw new SettingException($"'{nameOrPath}' is a file; give the folder that holds the four IDX files.");
        if (nameOrPath.Contains('/') || nameOrPath.Contains(Path.DirectorySeparatorChar))
            throw new SettingException($"There is no folder '{nameOrPath}'; give an existing folder with four IDX files, or one of {string.Join(", ", Names)}.");
        throw Unknown(nameOrPath);
    }

    private static string FolderName(string path)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return name.Length > 0 ? name : "data";
    }

    private static SettingException Unknown(string name) => new(
        Nearest.Find(name, Names) is { } near
            ? $"There is no data set or folder '{name}'; did you mean '{near}' (known are {string.Join(", ", Names)} and paths of folders)?"
            : $"There is no data set or folder '{name}'; choose one of {string.Join(", ", Names)}, or give the path of a folder.");
}

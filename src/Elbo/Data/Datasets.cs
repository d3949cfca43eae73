using Elbo.Data.Pictures;
using Elbo.Data.Tables;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>The data sets that are known by name, and folders and archives given by path.</summary>
public static class Datasets
{
    private static readonly DatasetInfo Digits = new(
        "digits", "Handwritten-looking digits, drawn by code from stroke skeletons", DrawnDigits.Shape, 20000, 2000, 2000, 10, BuiltIn: true, Folder: null);

    private static readonly DatasetInfo Faces = new(
        "faces", "Portraits in colour, drawn by code; 64 pixels unless another size is asked for", new Shape(3, 64, 64), 20000, 2000, 2000, DrawnFaces.LabelNames.Count, BuiltIn: true, Folder: null);

    private static readonly DatasetInfo MnistDigits = new(
        "mnist", "Handwritten digits of LeCun, Cortes and Burges", new Shape(1, 28, 28), 55000, Mnist.ValidationImages, 10000, 10, BuiltIn: false, Folder: null);

    private static readonly DatasetInfo CelebaFaces = new(
        "celeba", "Aligned faces of Liu, Luo, Wang and Tang", new Shape(3, PictureFraming.UsualSize, PictureFraming.UsualSize),
        Celeba.Train, Celeba.Validation, Celeba.Test, 0, BuiltIn: false, Folder: null);

    private static readonly DatasetInfo PenguinTable = new(
        Penguins.Name, "A table of penguins by Gorman, Williams and Fraser", new Shape(Penguins.Values), Penguins.Rows - (2 * (Penguins.Rows / 10)), Penguins.Rows / 10, Penguins.Rows / 10, 0, BuiltIn: true, Folder: null);

    /// <summary>The known names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Digits.Name, Faces.Name, MnistDigits.Name, CelebaFaces.Name, Penguins.Name];

    /// <summary>Every known data set and where it was found.</summary>
    /// <param name="folders">Where to look; this user's folders when left out.</param>
    public static IReadOnlyList<DatasetInfo> List(DataFolders? folders = null)
    {
        var known = folders ?? DataFolders.FromEnvironment();
        return [Digits, Faces, MnistDigits with { Folder = known.Find(MnistDigits.Name) }, CelebaFaces with { Folder = FindCeleba(known) }, PenguinTable];
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

    /// <summary>Loads a data set by its name or path, with usual settings.</summary>
    /// <param name="nameOrPath">A known name, a folder or an archive; a known name wins (write <c>./mnist</c> for a folder of that name).</param>
    /// <param name="validation">Number of validation examples; the data set's usual number when left out.</param>
    /// <param name="seed">The seed of data sets made by code.</param>
    /// <param name="folders">Where to look; this user's folders when left out.</param>
    /// <param name="size">Pixels a side of pictures that can have any size; the data set's own when left out.</param>
    /// <inheritdoc cref="Load(DataOptions, LoadOptions?)"/>
    public static DataSplits Load(string nameOrPath, int? validation = null, ulong seed = 1, DataFolders? folders = null, int? size = null)
    {
        if (validation is { } examples) ArgumentOutOfRangeException.ThrowIfNegative(examples, nameof(validation));
        return Load(new DataOptions { Name = nameOrPath, Size = size }, validation, new LoadOptions { Seed = seed, Folders = folders });
    }

    /// <summary>
    /// Loads what a recipe learns from: a known data set, a folder with four IDX files named like MNIST's, or any folder, zip or
    /// tar archive of JPEG and PNG files. Those are decoded once and packed into the cache folder.
    /// </summary>
    /// <param name="options">What to load.</param>
    /// <param name="how">How to; in the usual way when left out.</param>
    /// <exception cref="SettingException">The name is unknown, or a setting cannot be for this data set.</exception>
    /// <exception cref="ElboException">Files are missing or damaged, or the cache folder cannot be written to.</exception>
    /// <exception cref="OperationCanceledException">Loading was cancelled.</exception>
    public static DataSplits Load(DataOptions options, LoadOptions? how = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Load(options, options.Validation, how ?? new LoadOptions());
    }

    /// <summary>Whether a name or path means picture files, which <see cref="DataOptions.Size"/> and its neighbours frame.</summary>
    /// <param name="nameOrPath">A known name, a folder or an archive.</param>
    public static bool HoldsPictures(string nameOrPath) => nameOrPath == CelebaFaces.Name
        || (!Names.Contains(nameOrPath) && (PictureSource.IsArchiveFile(nameOrPath) || (Directory.Exists(nameOrPath) && !Mnist.IsIn(nameOrPath))));

    /// <summary>Whether <c>elbo data get</c> fetches the data of this name.</summary>
    internal static bool IsFetched(string name) => Names.Contains(name) && !HoldsPictures(name) && !Info(name).BuiltIn;

    /// <summary>Whether a name or path means a table.</summary>
    /// <param name="nameOrPath">A known name or a file.</param>
    public static bool HoldsTable(string nameOrPath) => nameOrPath == Penguins.Name || (!Names.Contains(nameOrPath) && TableData.IsTable(nameOrPath));

    /// <summary>Whether a name or path means pictures that can have any size.</summary>
    internal static bool CanResize(string nameOrPath) => nameOrPath == Faces.Name || HoldsPictures(nameOrPath);

    private static DataSplits Load(DataOptions options, int? validation, LoadOptions how)
    {
        string name = options.Name;
        if (name == Digits.Name) return Sized(options, DrawnDigits.Create(how.Seed, validation: validation ?? Digits.Validation));
        if (name == Faces.Name) return Sized(options, DrawnFaces.Create(how.Seed, options.Size ?? Faces.Shape.Width, validation: validation ?? Faces.Validation));
        var folders = how.Folders ?? DataFolders.FromEnvironment();
        if (name == MnistDigits.Name)
        {
            string folder = folders.Find(name) ??
                throw new ElboException("The data set 'mnist' is not on this machine; fetch it with 'elbo data get mnist', pass its folder with --data DIR, or set ELBO_DATA to the folder that holds 'mnist'.");
            return Sized(options, Mnist.Load(folder, validation, name, MnistDigits.Classes));
        }
        if (name == CelebaFaces.Name) return PictureData.Load(FindCeleba(folders) ?? throw NoCeleba(folders), options with { Validation = validation ?? options.Validation }, how);
        if (HoldsPictures(name)) return PictureData.Load(name, options with { Validation = validation ?? options.Validation }, how);
        if (ArrayData.IsArray(name)) return Sized(options, ArrayData.Load(name, options, validation, how));
        if (name == Penguins.Name || TableData.IsTable(name)) return TableData.Load(name, options, validation, how);
        if (Directory.Exists(name)) return Sized(options, Mnist.Load(name, validation, FolderName(name)));
        if (File.Exists(name)) throw new SettingException($"'{name}' is a file, but no .zip, .tar, .tar.gz or .tgz archive and no .csv, .npy or .npz file; give one of these, or a folder of pictures or of the four IDX files.");
        if (name.Contains('/') || name.Contains(Path.DirectorySeparatorChar))
            throw new SettingException($"There is no folder '{name}'; give an existing folder or archive, or one of {string.Join(", ", Names)}.");
        throw Unknown(name);
    }

    /// <summary>Where CelebA's pictures are to be put.</summary>
    internal static ElboException NoCeleba(DataFolders folders) => new(
        $"The data set 'celeba' is not on this machine and cannot be fetched by a program; get {Celeba.Archive}.zip from its authors, put it into '{folders.Candidates(CelebaFaces.Name)[0]}', or pass its path with --data.");

    private static string? FindCeleba(DataFolders folders)
    {
        foreach (string folder in folders.Candidates(CelebaFaces.Name))
        {
            if (Celeba.FindIn(folder) is { } path) return path;
        }
        return null;
    }

    /// <summary>Refuses settings that only picture files can follow.</summary>
    private static DataSplits Sized(DataOptions options, DataSplits splits)
    {
        var shape = splits.Train.Shape;
        if (options.Channels == PictureChannels.Grey && shape.Channels != 1)
            throw new SettingException($"data.channels is grey, but {splits.Train.Name} has examples of {shape} and only picture files are converted; set data.channels=colour.");
        return options.Size is null || (options.Size == shape.Height && options.Size == shape.Width) ? splits
            : throw new SettingException($"data.size is {options.Size}, but {splits.Train.Name} has examples of {shape} and only picture files are resized; set data.size=null.");
    }

    private static string FolderName(string path)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return name.Length > 0 ? name : "data";
    }

    private static SettingException Unknown(string name) => new(
        Nearest.Find(name, Names) is { } near
            ? $"There is no data set or folder '{name}'; did you mean '{near}' (known are {string.Join(", ", Names)} and paths of folders and archives)?"
            : $"There is no data set or folder '{name}'; choose one of {string.Join(", ", Names)}, or give the path of a folder or archive.");
}

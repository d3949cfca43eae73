using System.Globalization;
using Elbo.Runs;

namespace Elbo.Figures;

/// <summary>Figures of one kind in a folder, each named after the epoch or step that it shows.</summary>
/// <param name="folder">The folder, which need not exist yet.</param>
/// <param name="prefix">What stands before the number.</param>
/// <param name="digits">Digits of the number, at least.</param>
/// <param name="ending">What stands after it.</param>
internal sealed class NumberedFigures(string folder, string prefix, int digits, string ending)
{
    private readonly List<(long Number, string Path)> drawn = [];

    /// <summary>Where the figure of this number belongs.</summary>
    public string PathOf(long number) => Path.Combine(folder, prefix + number.ToString($"D{digits}", CultureInfo.InvariantCulture) + ending);

    /// <summary>The figures there are, in the order of their numbers.</summary>
    public IReadOnlyList<(long Number, string Path)> List()
    {
        var found = new List<(long Number, string Path)>();
        if (!Directory.Exists(folder)) return found;
        foreach (string path in Directory.EnumerateFiles(folder, prefix + "*" + ending))
        {
            string name = Path.GetFileName(path);
            // Only names that PathOf gives: anything else in the folder is somebody else's.
            if (name.Length > prefix.Length + ending.Length
                && long.TryParse(name.AsSpan()[prefix.Length..^ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                && PathOf(number) == path) found.Add((number, path));
        }
        found.Sort();
        return found;
    }

    /// <summary>The figures that there were when the folder was made ready, and those saved since; some may be gone again. The folder is not gone through, which takes longer with each figure.</summary>
    public IReadOnlyList<(long Number, string Path)> Known => drawn;

    /// <summary>Lets the figure of this number, higher than those before, be saved, in a folder made anew should it be gone, but not the run two levels above it.</summary>
    /// <exception cref="ElboException">The file cannot be written.</exception>
    public void Save(long number, Action<string> save)
    {
        FigureFile.Save(path =>
        {
            // A run that was deleted or renamed must not come back as an empty shell.
            string figures = Path.GetDirectoryName(Path.GetFullPath(folder))!, run = Path.GetDirectoryName(figures) ?? figures;
            if (!Directory.Exists(run)) throw new DirectoryNotFoundException($"There is no folder {run}.");
            Directory.CreateDirectory(folder);
            save(path);
        }, PathOf(number));
        drawn.Add((number, PathOf(number)));
    }

    /// <summary>Makes the folder ready for a run that stands at this number: clears what a killed process left, and the figures of later numbers.</summary>
    /// <returns>Whether there were later figures.</returns>
    /// <exception cref="ElboException">The folder cannot be written.</exception>
    public bool Prepare(long number)
    {
        bool later = false;
        drawn.Clear();
        FigureFile.Save(_ =>
        {
            Directory.CreateDirectory(folder);
            AtomicFile.Sweep(folder);
            foreach (var figure in List())
            {
                if (figure.Number <= number)
                {
                    drawn.Add(figure);
                    continue;
                }
                File.Delete(figure.Path);
                later = true;
            }
        }, folder);
        return later;
    }
}

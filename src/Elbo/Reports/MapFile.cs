using System.Globalization;
using Elbo.Data;
using Elbo.Maps;
using Elbo.Runs;

namespace Elbo.Reports;

/// <summary>
/// A t-SNE map that <c>elbo latent --map tsne --csv</c> wrote into the run's figures as <c>latent-tsne.csv</c>: the columns index, x,
/// y and label, a row for each picture of one part of the data.
/// </summary>
internal static class MapFile
{
    /// <summary>The file's name in the run's figures.</summary>
    public const string Name = "latent-tsne.csv";
    private const long LongestFile = 1L << 28;

    /// <summary>The part of the data that the file is about and its coordinates, or null where there is none that fits the data, labels and all, and the model.</summary>
    public static (Dataset Pictures, string Split, float[] X, float[] Y)? Read(RunDirectory run, DataSplits data)
    {
        string path = run.FigurePath(Name);
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: < LongestFile } file) return null;
            // A map of earlier weights is none of these.
            if (run.Checkpoints.List() is [var newest, ..] && File.GetLastWriteTimeUtc(newest.Path) > file.LastWriteTimeUtc) return null;
            if (Parse(File.ReadAllLines(path)) is not var (x, y, labels)) return null;
            // The parts that it may be of; of several one after the other the first is shown.
            (Dataset[] Parts, string Split)[] known =
            [
                ([data.Test], "test"), ([data.Train], "training"), ([data.Validation], "validation"),
                ([data.Train, data.Validation], "training"), ([data.Train, data.Validation, data.Test], "training"),
            ];
            var possible = known.Where(each => IsOf(each.Parts, labels)).DistinctBy(each => each.Split).ToArray();
            // Parts that are equally many without labels to tell them apart would show the wrong pictures.
            if (possible is not [var (parts, split)]) return null;
            int count = parts[0].Count;
            return (parts[0], split, x[..count], y[..count]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The part to map so that the file cannot be taken for one of another part: the test part, unless that is just as many unlabelled examples as another.</summary>
    public static string BestSplit(DataSplits data) => data.Test.Labels is null && data.Test.Count == data.Validation.Count ? "train" : "test";

    private static bool IsOf(Dataset[] parts, string[] labels)
    {
        if (parts.Sum(part => part.Count) != labels.Length) return false;
        int row = 0;
        foreach (var part in parts)
        {
            for (int i = 0; i < part.Count; i++)
                if (labels[row++] != MapTable.Label(part.Labels, part.LabelNames, i)) return false;
        }
        return true;
    }

    internal static (float[] X, float[] Y, string[] Labels)? Parse(string[] lines)
    {
        if (lines.Length < 2 || !lines[0].StartsWith("index,x,y,label", StringComparison.Ordinal)) return null;
        float[] x = new float[lines.Length - 1], y = new float[x.Length];
        var labels = new string[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            string[] cells = lines[i + 1].Split(',', 4);
            if (cells.Length < 4 || !Real(cells[1], out x[i]) || !Real(cells[2], out y[i])) return null;
            labels[i] = cells[3];
        }
        return (x, y, labels);
    }

    private static bool Real(string text, out float value) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}

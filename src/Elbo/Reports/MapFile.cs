using System.Globalization;
using Elbo.Data;
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

    /// <summary>The part of the data that the file is about and its coordinates, or null where there is none that fits the data and the model.</summary>
    public static (Dataset Pictures, string Split, float[] X, float[] Y)? Read(RunDirectory run, DataSplits data)
    {
        string path = run.FigurePath(Name);
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: < LongestFile } file) return null;
            // A map of earlier weights is none of these.
            if (run.Checkpoints.List() is [var newest, ..] && File.GetLastWriteTimeUtc(newest.Path) > file.LastWriteTimeUtc) return null;
            if (Parse(File.ReadAllLines(path)) is not var (x, y)) return null;
            foreach (var (part, split) in new[] { (data.Test, "test"), (data.Train, "training"), (data.Validation, "validation") })
            {
                if (part.Count == x.Length) return (part, split, x, y);
            }
            // Several parts one after the other, of which the first are shown.
            int both = data.Train.Count + data.Validation.Count;
            return x.Length == both || x.Length == both + data.Test.Count ? (data.Train, "training", x[..data.Train.Count], y[..data.Train.Count]) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (float[] X, float[] Y)? Parse(string[] lines)
    {
        if (lines.Length < 2 || !lines[0].StartsWith("index,x,y", StringComparison.Ordinal)) return null;
        float[] x = new float[lines.Length - 1], y = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            string[] cells = lines[i + 1].Split(',');
            if (cells.Length < 3 || !Real(cells[1], out x[i]) || !Real(cells[2], out y[i])) return null;
        }
        return (x, y);
    }

    private static bool Real(string text, out float value) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}

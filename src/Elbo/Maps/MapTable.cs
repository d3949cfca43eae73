using System.Globalization;
using Elbo.Formats;
using Elbo.Runs;

namespace Elbo.Maps;

/// <summary>A map's coordinates as text for other programs.</summary>
public static class MapTable
{
    /// <summary>Writes CSV with the columns index, x, y and label, which is empty for points without one.</summary>
    /// <param name="path">The file, replaced only when all is on disk.</param>
    /// <param name="places">The map: <c>[n][2]</c>.</param>
    /// <param name="labels">One label per point, or null.</param>
    /// <param name="labelNames">Names of the labels, indexed by label.</param>
    /// <exception cref="ElboException">The file cannot be written.</exception>
    public static void Save(string path, float[] places, byte[]? labels, IReadOnlyList<string> labelNames)
    {
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(labelNames);
        if (labels is not null && 2 * labels.Length != places.Length)
            throw new ArgumentException($"{labels.Length} labels are not one for each of {places.Length / 2} points.", nameof(labels));
        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            text.WriteLine("index,x,y,label");
            for (int i = 0; i < places.Length / 2; i++)
            {
                text.Write(string.Create(CultureInfo.InvariantCulture, $"{i},{places[2 * i]},{places[(2 * i) + 1]},"));
                text.WriteLine(Label(labels, labelNames, i));
            }
        });
    }

    /// <summary>What stands in a row's last column.</summary>
    internal static string Label(byte[]? labels, IReadOnlyList<string> labelNames, int i) =>
        labels is null ? "" : CsvCell.Of(labels[i] < labelNames.Count ? labelNames[labels[i]] : labels[i].ToString(CultureInfo.InvariantCulture));
}

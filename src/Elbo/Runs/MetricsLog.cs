using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Elbo.Runs;

/// <summary>
/// <c>metrics.csv</c>: a header and a row per epoch, each on disk before <see cref="Append"/> returns.
/// A last line without its line feed is what a kill left of a row, and counts as not written.
/// </summary>
public sealed class MetricsLog
{
    /// <summary>The first line.</summary>
    internal const string Header = "epoch,step,loss,reconstruction,kl,validationLoss,validationReconstruction,validationKl,learningRate,gradientNorm,imagesPerSecond,seconds,skippedSteps";
    private const int Columns = 13;
    private const long LongestFile = 1L << 28;

    /// <summary>The log in this file, which need not exist yet.</summary>
    public MetricsLog(string path) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Adds a row.</summary>
    /// <exception cref="ElboException">The file cannot be written; it then holds the rows it held before.</exception>
    public void Append(EpochMetrics row)
    {
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            using var stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 1);
            long end = WholeLines(stream);
            stream.SetLength(end);
            stream.Position = end;
            byte[] line = Encoding.UTF8.GetBytes((end == 0 ? Header + "\n" : "") + Format(row) + "\n");
            try
            {
                stream.Write(line);
                DiskFlush.Of(stream);
            }
            catch (Exception error) when (DiskTrouble.Is(error))
            {
                stream.SetLength(end);
                throw;
            }
            if (end == 0) DiskFlush.Around(Path);
        }
        catch (Exception cause) when (DiskTrouble.Is(cause))
        {
            throw AtomicFile.Failure(Path, cause);
        }
    }

    /// <summary>All whole rows; none when there is no file yet.</summary>
    /// <exception cref="ElboException">The file cannot be read, or a row is damaged; the message names the line.</exception>
    public IReadOnlyList<EpochMetrics> Read()
    {
        string[] lines = Lines();
        var rows = new List<EpochMetrics>(lines.Length);
        for (int i = 1; i < lines.Length; i++) rows.Add(Parse(lines[i], i + 1));
        return rows;
    }

    /// <summary>Drops the rows of later steps than <paramref name="step"/> and of epochs after <paramref name="epochs"/>, so that a resumed run writes them again; the others stay letter by letter.</summary>
    /// <exception cref="ElboException">The file cannot be read or written, or a row is damaged.</exception>
    public void Truncate(long step, int epochs = int.MaxValue)
    {
        string[] lines = Lines();
        if (lines.Length == 0) return;
        var kept = new StringBuilder();
        for (int i = 0; i < lines.Length; i++)
            if (i == 0 || Parse(lines[i], i + 1) is var row && row.Step <= step && row.Epoch <= epochs) kept.Append(lines[i]).Append('\n');
        AtomicFile.WriteText(Path, kept.ToString());
    }

    /// <summary>Drops all rows, whatever state they are in, for a run that begins anew.</summary>
    /// <exception cref="ElboException">The file cannot be deleted.</exception>
    internal void Clear()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception cause) when (DiskTrouble.Is(cause))
        {
            throw new ElboException($"Could not delete {Path}: {DiskTrouble.Reason(Path, cause)}.", cause);
        }
    }

    /// <summary>The whole file, a row cut off included; nothing when there is none.</summary>
    internal string Text()
    {
        try
        {
            if (!File.Exists(Path)) return "";
            if (new FileInfo(Path).Length > LongestFile) throw new ElboException($"{Path} is longer than 256 MiB, too long for metrics; move it away.");
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ElboException($"{Path} could not be read; check that it is a file and that you may read it.", cause);
        }
    }

    /// <summary>The lines that end in a line feed; the header has been checked.</summary>
    private string[] Lines()
    {
        string text = Text();
        string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n')[..^1];
        for (int i = 0; i < lines.Length; i++) lines[i] = lines[i].TrimEnd('\r');
        if (lines.Length > 0 && lines[0] != Header)
            throw new ElboException($"{Path}, line 1: this is not the header of a metrics file of this version; move the file away.");
        return lines;
    }

    /// <summary>Reads a row, if it is whole.</summary>
    internal static bool TryParse(string line, [NotNullWhen(true)] out EpochMetrics? row)
    {
        row = Parse(line, out _);
        return row is not null;
    }

    private EpochMetrics Parse(string line, int number) =>
        Parse(line, out string why) ?? throw new ElboException($"{Path}, line {number}: this row is damaged ({why}); mend or delete the line.");

    private static EpochMetrics? Parse(string line, out string why)
    {
        string[] cells = line.Split(',');
        string? wrong = cells.Length == Columns ? null : $"it has {cells.Length} of {Columns} columns";
        var row = wrong is not null ? null : new EpochMetrics
        {
            Epoch = (int)Math.Min(Whole(0), int.MaxValue),
            Step = Whole(1),
            Loss = Real(2),
            Reconstruction = Real(3),
            Kl = Real(4),
            ValidationLoss = Optional(5),
            ValidationReconstruction = Optional(6),
            ValidationKl = Optional(7),
            LearningRate = Real(8),
            GradientNorm = Real(9),
            ImagesPerSecond = Real(10),
            Seconds = Real(11),
            SkippedSteps = Whole(12),
        };

        why = wrong ?? "";
        return wrong is null ? row : null;

        long Whole(int cell)
        {
            if (!long.TryParse(cells[cell], NumberStyles.None, CultureInfo.InvariantCulture, out long value)) wrong ??= $"{Quoted.Text(cells[cell])} is not a whole number";
            return value;
        }

        double Real(int cell)
        {
            if (!double.TryParse(cells[cell], NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) wrong ??= $"{Quoted.Text(cells[cell])} is not a number";
            return value;
        }

        double? Optional(int cell) => cells[cell].Length == 0 ? null : Real(cell);
    }

    private static string Format(EpochMetrics row) => string.Create(CultureInfo.InvariantCulture,
        $"{row.Epoch},{row.Step},{row.Loss:R},{row.Reconstruction:R},{row.Kl:R},{row.ValidationLoss:R},{row.ValidationReconstruction:R},{row.ValidationKl:R},{row.LearningRate:R},{row.GradientNorm:R},{row.ImagesPerSecond:R},{row.Seconds:R},{row.SkippedSteps}");

    /// <summary>Bytes up to and with the last line feed.</summary>
    private static long WholeLines(FileStream stream)
    {
        Span<byte> piece = stackalloc byte[4096];
        for (long end = stream.Length; end > 0;)
        {
            long start = Math.Max(0, end - piece.Length);
            var read = piece[..(int)(end - start)];
            stream.Position = start;
            stream.ReadExactly(read);
            int at = read.LastIndexOf((byte)'\n');
            if (at >= 0) return start + at + 1;
            end = start;
        }
        return 0;
    }
}

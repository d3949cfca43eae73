using System.Text;

namespace Elbo.Data.Tables;

/// <summary>
/// Reads comma-separated values record by record, as RFC 4180 quotes them, in UTF-8. Semicolons and tabs are taken for commas where
/// the first line has more of them. Empty lines are passed over. One record is held at a time.
/// </summary>
internal sealed class CsvReader : IDisposable
{
    private const int LongestRecord = 1 << 22, MostCells = 1 << 17, FirstLook = 1 << 14;

    private readonly string name;
    private readonly StreamReader text;
    private readonly char delimiter;
    private readonly char[] buffer = new char[FirstLook];
    private readonly List<int> ends = [];
    private char[] record = new char[256];
    private int length, at, filled;
    private long line = 1;

    /// <param name="stream">The file, which the reader closes.</param>
    /// <param name="name">What to call it in messages.</param>
    public CsvReader(Stream stream, string name)
    {
        this.name = name;
        text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        Fill();
        delimiter = Delimiter(buffer.AsSpan(0, filled));
    }

    /// <summary>The line that the current record begins in, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Cells of the current record.</summary>
    public int Count => ends.Count;

    /// <summary>A cell of the current record, its quotes taken off; good until the next.</summary>
    public ReadOnlySpan<char> Cell(int index)
    {
        int start = index == 0 ? 0 : ends[index - 1];
        return record.AsSpan(start, ends[index] - start);
    }

    /// <summary>Goes to the next record; false where there is none.</summary>
    /// <exception cref="ElboException">A quote is never closed, the text is no UTF-8, or a record is too long.</exception>
    public bool Next()
    {
        do
        {
            (length, Line) = (0, line);
            ends.Clear();
            if (Peek() < 0) return false;
            while (Cell()) { }
        }
        while (ends.Count == 1 && length == 0);
        return true;
    }

    /// <summary>Reads a cell; whether another follows in this record.</summary>
    private bool Cell()
    {
        if (Peek() == '"') Quoted();
        while (true)
        {
            int letter = Peek();
            if (letter == delimiter || letter is < 0 or '\n' or '\r') break;
            Append((char)Take());
        }
        if (ends.Count == MostCells) throw Damaged($"has more than {MostCells:N0} cells");
        ends.Add(length);
        int end = Peek();
        if (end < 0) return false;
        Take();
        if (end == delimiter) return true;
        if (end == '\r' && Peek() == '\n') Take();
        line++;
        return false;
    }

    private void Quoted()
    {
        Take();
        while (true)
        {
            int letter = Take();
            if (letter < 0) throw Damaged("opens a quote that is never closed");
            if (letter == '\n') line++;
            if (letter != '"') Append((char)letter);
            else if (Peek() == '"') Append((char)Take());
            else break;
        }
        if (Peek() is not (< 0 or '\n' or '\r') && Peek() != delimiter) throw Damaged("has text behind a closing quote");
    }

    private void Append(char letter)
    {
        if (length == record.Length)
        {
            if (length == LongestRecord) throw Damaged($"is longer than {LongestRecord:N0} letters");
            Array.Resize(ref record, 2 * length);
        }
        record[length++] = letter;
    }

    private int Peek() => at < filled || Fill() ? buffer[at] : -1;

    private int Take() => at < filled || Fill() ? buffer[at++] : -1;

    private bool Fill()
    {
        try
        {
            (at, filled) = (0, text.ReadBlock(buffer));
            return filled > 0;
        }
        catch (DecoderFallbackException cause)
        {
            throw new ElboException($"{name} is not text in UTF-8 from line {line} on; save it as UTF-8.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ElboException($"{name} could not be read; check that it is a file and that you may read it.", cause);
        }
    }

    private static char Delimiter(ReadOnlySpan<char> start)
    {
        int commas = 0, semicolons = 0, tabs = 0;
        bool quoted = false;
        foreach (char letter in start)
        {
            if (letter == '"') quoted = !quoted;
            if (quoted) continue;
            if (letter is '\n' or '\r') break;
            if (letter == ',') commas++;
            else if (letter == ';') semicolons++;
            else if (letter == '\t') tabs++;
        }
        return semicolons > commas && semicolons >= tabs ? ';' : tabs > commas ? '\t' : ',';
    }

    private ElboException Damaged(string what) => new($"{name}, line {Line}: the record {what}; correct the file.");

    public void Dispose() => text.Dispose();
}

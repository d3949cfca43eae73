using System.Text;

namespace Elbo.Cli.Display;

/// <summary>Standard error for what is only told: once it cannot be written, as when its terminal has closed, it is silent, and the work goes on.</summary>
internal sealed class StatusWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    private bool gone;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Try(() => inner.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void Write(string? value) => Try(() => inner.Write(value));

    // In one piece, so that lines of several threads do not mix.
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        if (gone) return;
        try
        {
            write();
        }
        catch (IOException)
        {
            gone = true;
        }
    }
}

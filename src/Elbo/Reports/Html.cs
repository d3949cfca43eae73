using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Elbo.Reports;

/// <summary>
/// Builds HTML from interpolated strings: what the code writes is markup, what stands in its holes is text and is escaped,
/// so that no name, label or path can ever become markup.
/// </summary>
internal sealed class Html
{
    private readonly StringBuilder text = new();

    /// <summary>Adds markup with escaped holes.</summary>
    public Html Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        // The handler has appended everything already.
        _ = markup;
        return this;
    }

    /// <summary>Adds markup that the code itself made, such as a chart.</summary>
    public Html AddMarkup(string markup)
    {
        text.Append(markup);
        return this;
    }

    public override string ToString() => text.ToString();

    private void Escape(string? value)
    {
        foreach (var rune in (value ?? "").EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '"' => text.Append("&quot;"),
                '\'' => text.Append("&#39;"),
                < ' ' and not ('\n' or '\t') or (>= 0x7f and < 0xa0) => text.Append('\uFFFD'),
                _ => text.Append(rune.ToString()),
            };
        }
    }

    /// <summary>Takes an interpolated string to pieces.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly Html html;

        public Markup(int literalLength, int formattedCount, Html html)
        {
            _ = (literalLength, formattedCount);
            this.html = html;
        }

        public void AppendLiteral(string value) => html.text.Append(value);

        public void AppendFormatted(string? value) => html.Escape(value);

        public void AppendFormatted(long value) => html.text.Append(value.ToString(CultureInfo.InvariantCulture));
    }
}

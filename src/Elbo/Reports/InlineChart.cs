using Elbo.Imaging.Charts;

namespace Elbo.Reports;

/// <summary>Charts as part of the page, whose own style sheet colours them, so that they follow the reader's choice of light or dark.</summary>
internal static class InlineChart
{
    public static string Of(Chart chart)
    {
        string svg = chart.ToSvg();
        const string Begin = "<style>", End = "</style>\n";
        int from = svg.IndexOf(Begin, StringComparison.Ordinal), to = svg.IndexOf(End, StringComparison.Ordinal);
        return from < 0 || to < from ? svg : svg.Remove(from, to + End.Length - from);
    }
}

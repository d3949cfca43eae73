namespace Elbo.Imaging.Charts;

/// <summary>The one look of every chart. Attributes carry the light colours; a style sheet, where the viewer has one, the dark.</summary>
internal static class Style
{
    public const string Font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";

    public const double TitleSize = 17, SubtitleSize = 13, CaptionSize = 12.5, TickSize = 11.5, LegendSize = 12.5;

    /// <summary>Empty border around everything.</summary>
    public const double Margin = 22;

    public const string Ground = "#ffffff", Ink = "#24292f", Muted = "#656d76", Grid = "#ebedf0", AxisLine = "#b6bcc4";

    /// <summary>Stands out from both grounds.</summary>
    public const string Rim = "#7d858f";

    public const string Dark =
        "@media (prefers-color-scheme:dark){" +
        ".elbo-ground{fill:#16191d}.elbo-ink{fill:#e8eaed}.elbo-muted{fill:#a3abb5}" +
        ".elbo-grid{stroke:#2a2f36}.elbo-axis{stroke:#59616b}}";
}

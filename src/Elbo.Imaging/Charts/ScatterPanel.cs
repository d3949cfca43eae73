namespace Elbo.Imaging.Charts;

/// <summary>One cloud of points of a <see cref="ScatterChart"/>.</summary>
/// <param name="Title">Its name above the plot, such as <c>train</c>; empty for none.</param>
/// <param name="X">Places along the horizontal axis; points that are not finite are skipped.</param>
/// <param name="Y">As many places along the vertical axis.</param>
/// <param name="Labels">As many classes, which choose the colours, or null for one colour.</param>
public sealed record ScatterPanel(string Title, float[] X, float[] Y, byte[]? Labels = null)
{
    /// <summary>Numbers that choose the colours in place of the labels, or null.</summary>
    public PointValues? Values { get; init; }

    /// <summary>The points' own colours, in place of those by number or label; or null.</summary>
    public PointColours? Colours { get; init; }

    /// <summary>Whether points may be as light or dark as the ground.</summary>
    internal bool HasRims => Values is not null || Colours is not null;

    /// <summary>A name to stand beside each point where there is room for it, or null.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>Which of its colours a point has.</summary>
    internal int Group(int i) => Colours?.Group(i) ?? Values?.Level(i) ?? Labels?[i] ?? 0;

    /// <summary>The colour of a group of points.</summary>
    internal string Colour(int group) => Colours?.Colour(group) ?? Values?.Ramp.Colour(group) ?? Palette.Colour(group);

    internal void Check()
    {
        if (X.Length != Y.Length || (Labels is not null && Labels.Length != X.Length))
            throw new ArgumentException($"Panel '{Title}' has {X.Length} x, {Y.Length} y and {Labels?.Length ?? X.Length} labels; give each point one of each.");
        if (Colours is not null && Colours.Count != X.Length)
            throw new ArgumentException($"Panel '{Title}' has {X.Length} points and {Colours.Count} colours; give each point one.");
        if (Names is not null && Names.Count != X.Length)
            throw new ArgumentException($"Panel '{Title}' has {X.Length} points but {Names.Count} names; give each point one.");
        Values?.Check(Title, X.Length);
    }
}

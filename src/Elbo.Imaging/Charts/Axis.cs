namespace Elbo.Imaging.Charts;

/// <summary>What an axis shows and how far it reaches.</summary>
public sealed record Axis
{
    /// <summary>What is measured, such as <c>Loss</c>; empty for none.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its unit, shown in brackets after the title, such as <c>nats</c>; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The axis's lower end; null takes it from the data.</summary>
    public double? Minimum { get; init; }

    /// <summary>The axis's upper end; null takes it from the data.</summary>
    public double? Maximum { get; init; }

    /// <summary>Equal distances are equal ratios; values that are not positive are skipped.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>Ticks only at whole numbers, for epochs and steps.</summary>
    public bool WholeNumbers { get; init; }

    /// <summary>Places that are labelled in their order in place of round numbers, on the horizontal axis of a <see cref="LineChart"/>; labels that would touch the one before are left out.</summary>
    public IReadOnlyList<AxisMark> Marks { get; init; } = [];

    internal string Caption => Unit.Length == 0 ? Title : Title.Length == 0 ? Unit : $"{Title} ({Unit})";
}

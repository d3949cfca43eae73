namespace Elbo.Imaging.Charts;

/// <summary>One bar of a <see cref="BarChart"/>.</summary>
/// <param name="Name">What stands under it where there is room, and shows when it is pointed at.</param>
/// <param name="Value">Its height; a value that is not finite leaves a gap.</param>
/// <param name="Pale">Whether it stands back behind the others.</param>
public sealed record Bar(string Name, double Value, bool Pale = false);

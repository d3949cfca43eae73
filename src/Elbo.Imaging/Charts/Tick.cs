namespace Elbo.Imaging.Charts;

/// <summary>A labelled place on an axis.</summary>
/// <param name="Value">The round number.</param>
/// <param name="Position">Its distance from the axis's lower end, in pixels.</param>
/// <param name="Label">How it is written.</param>
internal readonly record struct Tick(double Value, double Position, string Label);

namespace Elbo.Imaging.Charts;

/// <summary>A place on an axis with a label of its own.</summary>
/// <param name="Value">Where it is.</param>
/// <param name="Label">What stands there.</param>
public sealed record AxisMark(double Value, string Label);

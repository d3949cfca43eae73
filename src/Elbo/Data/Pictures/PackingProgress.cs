namespace Elbo.Data.Pictures;

/// <summary>How far the first reading of picture files is.</summary>
/// <param name="Source">The folder or archive.</param>
/// <param name="Done">Files dealt with.</param>
/// <param name="Total">Files in all; null for a tar archive, which does not say before its end.</param>
/// <param name="Skipped">How many of those done could not be read.</param>
/// <param name="Fraction">0 to 1.</param>
public sealed record PackingProgress(string Source, int Done, int? Total, int Skipped, double Fraction);

namespace Elbo.Maps;

/// <summary>Nearest neighbours of each point, the nearest first and of equally near ones the lowest index.</summary>
/// <param name="Count">Neighbours of each point.</param>
/// <param name="Indices">Which points: <c>[n][Count]</c>.</param>
/// <param name="SquaredDistances">Their squared Euclidean distances: <c>[n][Count]</c>.</param>
internal sealed record Neighbours(int Count, int[] Indices, float[] SquaredDistances);

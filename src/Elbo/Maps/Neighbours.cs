namespace Elbo.Maps;

/// <summary>Nearest neighbours of each query, the nearest first and of equally near ones the lowest index.</summary>
/// <param name="Count">Neighbours of each query.</param>
/// <param name="Indices">Which points: <c>[queries][Count]</c>.</param>
/// <param name="SquaredDistances">Their squared Euclidean distances: <c>[queries][Count]</c>.</param>
public sealed record Neighbours(int Count, int[] Indices, float[] SquaredDistances);

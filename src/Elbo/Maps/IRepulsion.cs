using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>How points of a map push each other away.</summary>
internal interface IRepulsion
{
    /// <summary>Σ_j (y_i − y_j) / (1 + |y_i − y_j|²)² of every point.</summary>
    /// <param name="places">The map, <c>[n][2]</c>.</param>
    /// <param name="forces">Receives the sums, <c>[n][2]</c>; to be divided by the normaliser.</param>
    /// <param name="pool">Threads to share the work.</param>
    /// <returns>The normaliser Z: the sum of 1 / (1 + |y_i − y_j|²) over all ordered pairs.</returns>
    double Forces(float[] places, float[] forces, WorkerPool pool);
}

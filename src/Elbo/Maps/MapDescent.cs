using Elbo.Tensors;

namespace Elbo.Maps;

/// <summary>Gradient descent with momentum and a gain for each coordinate, which grows while steps agree with the gradient and shrinks after they turn.</summary>
/// <remarks>Jacobs, "Increased rates of convergence through learning rate adaptation", 1988, as in van der Maaten's t-SNE.</remarks>
internal sealed class MapDescent(Affinities affinities, IRepulsion repulsion, float[] start, double learningRate)
{
    private const int PointsAnItem = 512;
    private const float LeastGain = 0.01f;

    private readonly float[] forces = new float[start.Length], steps = new float[start.Length], gains = new float[start.Length];
    private float[] places = start.AsSpan().ToArray(), next = new float[start.Length];

    /// <summary>The map now, <c>[n][2]</c>.</summary>
    public float[] Places => places;

    /// <summary>Forgets momentum and gains.</summary>
    public void Rest()
    {
        Array.Clear(steps);
        Array.Fill(gains, 1);
    }

    /// <summary>Moves all points once; returns the normaliser of the map before.</summary>
    /// <param name="exaggeration">Factor on attraction.</param>
    /// <param name="momentum">How much of the last step is taken again.</param>
    /// <param name="pool">Threads to share the points.</param>
    public double Step(double exaggeration, double momentum, WorkerPool pool)
    {
        double normaliser = repulsion.Forces(places, forces, pool);
        float pull = (float)(4 * exaggeration), push = (float)(4 / normaliser), keep = (float)momentum, rate = (float)learningRate;
        pool.Run((affinities.Count + PointsAnItem - 1) / PointsAnItem, item =>
        {
            int first = item * PointsAnItem, count = Math.Min(PointsAnItem, affinities.Count - first);
            Span<float> attraction = stackalloc float[2 * PointsAnItem];
            attraction = attraction[..(2 * count)];
            Attraction.Forces(affinities, places, first, attraction);
            for (int c = 0; c < attraction.Length; c++)
            {
                int at = (2 * first) + c;
                float gradient = (pull * attraction[c]) - (push * forces[at]);
                float gain = Math.Max(LeastGain, steps[at] * gradient < 0 ? gains[at] + 0.2f : gains[at] * 0.8f);
                gains[at] = gain;
                steps[at] = (keep * steps[at]) - (rate * gain * gradient);
                next[at] = places[at] + steps[at];
            }
        });
        (places, next) = (next, places);
        return normaliser;
    }
}

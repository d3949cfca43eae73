using Elbo.Tensors;

namespace Elbo.Diagnosis.Measures;

/// <summary>How the units of one hidden layer behave over all examined examples; a unit is a feature, or a channel with all its places.</summary>
internal sealed class UnitActivity
{
    private readonly float[] lowest, highest;
    private readonly int area;
    private long values, flat;

    /// <param name="network">"encoder" or "decoder".</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="activation">Its nonlinearity.</param>
    /// <param name="shape">Its results.</param>
    public UnitActivity(string network, int layer, Activation activation, Shape shape)
    {
        (Network, Layer, Activation, area) = (network, layer, activation, shape.Height * shape.Width);
        (lowest, highest) = (new float[shape.Channels], new float[shape.Channels]);
        Array.Fill(lowest, float.PositiveInfinity);
        Array.Fill(highest, float.NegativeInfinity);
    }

    public string Network { get; }

    public int Layer { get; }

    public Activation Activation { get; }

    /// <summary>Key of the layer in a recipe.</summary>
    public string Key => $"model.{Network}.{Layer}";

    /// <summary>What a unit is called.</summary>
    public string Called => area > 1 ? "channels" : "units";

    public int Units => lowest.Length;

    /// <summary>Part of all results that lie where a tanh or a sigmoid is flat.</summary>
    public double Flat => values == 0 ? 0 : (double)flat / values;

    /// <summary>Rectified units that no example makes positive.</summary>
    public List<int> Dead()
    {
        var dead = new List<int>();
        if (Activation != Activation.Relu) return dead;
        for (int unit = 0; unit < Units; unit++)
            if (highest[unit] <= 0) dead.Add(unit);
        return dead;
    }

    /// <summary>Tanh and sigmoid units that every example drives to the same flat end.</summary>
    public List<int> Stuck()
    {
        var stuck = new List<int>();
        if (Ends() is not var (low, high)) return stuck;
        for (int unit = 0; unit < Units; unit++)
            if (lowest[unit] > high || highest[unit] < low) stuck.Add(unit);
        return stuck;
    }

    /// <summary>Adds results in lanes, of so many examples.</summary>
    public void Add(ReadOnlySpan<float> lanes, int examples)
    {
        var (low, high) = Ends() ?? (float.NegativeInfinity, float.PositiveInfinity);
        int features = Units * area;
        for (int block = 0, start = 0; start < lanes.Length; block++, start += features * Lanes.Width)
        {
            int used = Lanes.Used(examples, block);
            for (int f = 0; f < features; f++)
            {
                int unit = f / area;
                foreach (float value in lanes.Slice(start + (f * Lanes.Width), used))
                {
                    lowest[unit] = Math.Min(lowest[unit], value);
                    highest[unit] = Math.Max(highest[unit], value);
                    if (value < low || value > high) flat++;
                }
            }
            values += (long)features * used;
        }
    }

    // Where the slope is below a fiftieth of the steepest.
    private (float Low, float High)? Ends() => Activation switch
    {
        Activation.Tanh => (-0.99f, 0.99f),
        Activation.Sigmoid => (0.005f, 0.995f),
        _ => null,
    };
}

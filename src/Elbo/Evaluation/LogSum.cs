using Elbo.Tensors;

namespace Elbo.Evaluation;

/// <summary>ln Σ e^v of values that come one by one, without overflow, and Σ v.</summary>
internal struct LogSum
{
    private double largest, scaled;
    private bool begun;

    /// <summary>Σ v.</summary>
    public double Plain { get; private set; }

    /// <summary>ln Σ e^v, of at least one value.</summary>
    public readonly double Log => largest + PortableMath.Log(scaled);

    public void Add(double value)
    {
        Plain += value;
        // Against itself an infinite value would be NaN; it adds nothing, or is the sum already.
        if (begun && (value <= largest || double.IsNegativeInfinity(value)))
        {
            if (!double.IsInfinity(largest)) scaled += PortableMath.Exp(value - largest);
            return;
        }
        // The first, a larger one, or NaN, which stays.
        scaled = begun && !double.IsInfinity(largest) ? (scaled * PortableMath.Exp(largest - value)) + 1 : 1;
        (largest, begun) = (value, true);
    }
}

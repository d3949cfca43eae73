namespace Elbo.Diagnosis.Measures;

/// <summary>Where data and the decoder's outputs lie, value by value, against the ends of what the decoder can give.</summary>
/// <param name="reach">What it can give.</param>
/// <param name="span">Length of the data's range, in the same units.</param>
internal sealed class OutputStatistics(OutputReach reach, double span)
{
    /// <summary>An output within this part of the range from an end sits at the end: a sigmoid or tanh passes a thousandth of its gradient there.</summary>
    public const double AtEnd = 1e-3;

    /// <summary>Data further than this part of the range from an end ask for an output elsewhere.</summary>
    public const double AwayFromEnd = 0.25;

    /// <summary>Data beyond an end by this part of the range cannot be met; less is rounding.</summary>
    private const double Beyond = 0.01;

    private readonly double unit = double.IsFinite(reach.Span) ? reach.Span : span;
    private long awayFromLow, stuckLow, awayFromHigh, stuckHigh, unreachable;

    /// <summary>Values compared.</summary>
    public long Values { get; private set; }

    /// <summary>Outputs that are NaN or infinite.</summary>
    public long Broken { get; private set; }

    /// <summary>What the decoder can give.</summary>
    public OutputReach Reach => reach;

    /// <summary>The smallest value of the data.</summary>
    public double Minimum { get; private set; } = double.PositiveInfinity;

    /// <summary>The largest value of the data.</summary>
    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>The smallest output.</summary>
    public double LowestOutput { get; private set; } = double.PositiveInfinity;

    /// <summary>The largest output.</summary>
    public double HighestOutput { get; private set; } = double.NegativeInfinity;

    /// <summary>Of the values that lie away from the low end, the part whose outputs sit there.</summary>
    public double StuckLow => Part(stuckLow, awayFromLow);

    /// <summary>Of the values that lie away from the high end, the part whose outputs sit there.</summary>
    public double StuckHigh => Part(stuckHigh, awayFromHigh);

    /// <summary>The part of the values that no output can equal.</summary>
    public double Unreachable => Part(unreachable, Values);

    /// <summary>Adds data and outputs in lanes, so many examples of so many values.</summary>
    public void Add(ReadOnlySpan<float> data, ReadOnlySpan<float> outputs, int examples, int features)
    {
        for (int block = 0, start = 0; start < outputs.Length; block++, start += features * Tensors.Lanes.Width)
        {
            int used = Tensors.Lanes.Used(examples, block);
            for (int f = 0; f < features; f++)
            {
                for (int lane = 0; lane < used; lane++) Add(data[start + (f * Tensors.Lanes.Width) + lane], outputs[start + (f * Tensors.Lanes.Width) + lane]);
            }
        }
    }

    private void Add(double data, double output)
    {
        Values++;
        Minimum = Math.Min(Minimum, data);
        Maximum = Math.Max(Maximum, data);
        if (data < reach.Low - (Beyond * unit) || data > reach.High + (Beyond * unit)) unreachable++;
        if (!double.IsFinite(output))
        {
            Broken++;
            return;
        }
        LowestOutput = Math.Min(LowestOutput, output);
        HighestOutput = Math.Max(HighestOutput, output);
        if (data > reach.Low + (AwayFromEnd * unit))
        {
            awayFromLow++;
            if (output < reach.Low + (AtEnd * unit)) stuckLow++;
        }
        if (data < reach.High - (AwayFromEnd * unit))
        {
            awayFromHigh++;
            if (output > reach.High - (AtEnd * unit)) stuckHigh++;
        }
    }

    private static double Part(long some, long all) => all == 0 ? 0 : (double)some / all;
}

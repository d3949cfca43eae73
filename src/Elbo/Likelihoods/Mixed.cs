using Elbo.Data.Tables;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Likelihoods;

/// <summary>
/// Each column its own likelihood, in nats with nothing left out: Gaussian for the numeric ones, which come first, Bernoulli for the
/// binary ones behind them, and a softmax over each group of categorical values. Numeric columns have one deviation each, the same for
/// all rows, that is learned or fixed.
/// </summary>
/// <remarks>Rybkin, Daniilidis and Levine, "Simple and Effective VAE Training with Calibrated Decoders", ICML 2021.</remarks>
internal sealed class Mixed : ILikelihood
{
    /// <summary>Least learned deviation, in units of a column's own.</summary>
    public const float Floor = 0.01f;

    private readonly int numeric, binary;
    private readonly int[] groups;
    private readonly Parameter? logDeviation;
    private readonly float fixedLog;

    /// <param name="schema">The columns; null where all values are numeric ones.</param>
    /// <param name="values">Values of an example.</param>
    /// <param name="deviation">The deviation of all numeric columns; null to learn one each.</param>
    /// <param name="store">Where a learned one is kept.</param>
    public Mixed(TableSchema? schema, int values, double? deviation, ParameterStore store)
    {
        (numeric, binary, groups) = schema is null ? (values, 0, []) : (schema.Numeric, schema.Binary, schema.Groups);
        if (deviation is { } known) fixedLog = (float)PortableMath.Log(known);
        else if (numeric > 0) logDeviation = store.Add("likelihood.columns.logDeviation", numeric, 1);
    }

    public Tensor Loss(Tape tape, Tensor head, Tensor x)
    {
        Tensor? sum = null;
        if (numeric > 0) Add(GaussianLoss.Forward(tape, Run(tape, head, 0, numeric), LogDeviation(tape), Run(tape, x, 0, numeric), logDeviation is null ? 0 : Floor));
        if (binary > 0) Add(BernoulliLoss.Forward(tape, Run(tape, head, numeric, binary), Run(tape, x, numeric, binary)));
        int start = numeric + binary;
        foreach (int width in groups)
        {
            Add(SoftmaxLoss.Forward(tape, Run(tape, head, start, width), Run(tape, x, start, width)));
            start += width;
        }
        return sum!.Value;

        void Add(Tensor loss) => sum = sum is { } other ? WeightedSum.Forward(tape, other, loss, 1) : loss;
    }

    /// <summary>Means of numeric columns and probabilities of all other values.</summary>
    public Tensor Mean(Tape tape, Tensor head)
    {
        var mean = tape.Input(tape.ShapeOf(head));
        int features = tape.ShapeOf(head).Features;
        Span<float> from = tape.Values(head), to = tape.Values(mean);
        for (int block = 0; block < tape.Blocks; block++)
        {
            for (int lane = 0; lane < Lanes.Width; lane++) Mean(from, to, (block * features * Lanes.Width) + lane, Lanes.Width);
        }
        return mean;
    }

    // Nothing is left out.
    public double Constant(int values) => 0;

    /// <summary>The deviation of each numeric column under the model, <c>[numeric]</c>.</summary>
    public double[] Deviations(ParameterStore store)
    {
        var deviations = new double[numeric];
        Array.Fill(deviations, PortableMath.Exp(fixedLog));
        if (logDeviation is null) return deviations;
        var learned = store.Weights(logDeviation);
        for (int i = 0; i < numeric; i++) deviations[i] = Math.Sqrt(PortableMath.Exp(2 * (double)learned[i]) + ((double)Floor * Floor));
        return deviations;
    }

    private static Tensor Run(Tape tape, Tensor all, int start, int count) =>
        start == 0 && count == tape.ShapeOf(all).Features ? Reshape.Forward(tape, all, new Shape(count)) : Slice.Forward(tape, all, start, count);

    /// <summary>The same for every example: weights times one.</summary>
    private Tensor LogDeviation(Tape tape)
    {
        var one = tape.Input(new Shape(logDeviation is null ? numeric : 1));
        var values = tape.Values(one);
        if (logDeviation is null)
        {
            values.Fill(fixedLog);
            return one;
        }
        values.Clear();
        for (int i = 0; i < tape.Batch; i++) values[i] = 1;
        return Dense.Forward(tape, one, logDeviation, null);
    }

    private void Mean(ReadOnlySpan<float> from, Span<float> to, int at, int stride)
    {
        for (int i = 0; i < numeric; i++, at += stride) to[at] = from[at];
        for (int i = 0; i < binary; i++, at += stride) to[at] = (float)(1 / (1 + PortableMath.Exp(-(double)from[at])));
        foreach (int width in groups)
        {
            double largest = double.NegativeInfinity, sum = 0;
            for (int i = 0; i < width; i++) largest = Math.Max(largest, from[at + (i * stride)]);
            for (int i = 0; i < width; i++) sum += PortableMath.Exp(from[at + (i * stride)] - largest);
            for (int i = 0; i < width; i++, at += stride) to[at] = (float)(PortableMath.Exp(from[at] - largest) / sum);
        }
    }
}

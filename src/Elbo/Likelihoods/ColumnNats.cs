using Elbo.Data.Tables;
using Elbo.Tensors;

namespace Elbo.Likelihoods;

/// <summary>−ln p(x|z) of each column of a table under a <see cref="Mixed"/> likelihood, row by row; together they are its loss.</summary>
/// <param name="schema">The columns.</param>
/// <param name="deviations">The numeric columns' deviations, in their order.</param>
internal sealed class ColumnNats(TableSchema schema, double[] deviations)
{
    private static readonly double HalfLogTwoPi = 0.5 * PortableMath.Log(2 * Math.PI);

    /// <summary>Adds the nats of each column of one row.</summary>
    /// <param name="head">What the decoder gave, <c>[values]</c>.</param>
    /// <param name="x">The row, <c>[values]</c>.</param>
    /// <param name="nats">Where to add, <c>[columns]</c>.</param>
    public void Add(ReadOnlySpan<float> head, ReadOnlySpan<float> x, Span<double> nats)
    {
        for (int c = 0; c < nats.Length; c++)
        {
            int start = schema.Start(c), width = schema.Columns[c].Width;
            nats[c] += schema.Columns[c].Kind switch
            {
                ColumnKind.Numeric => Gaussian(head[start], x[start], deviations[start]),
                ColumnKind.Binary => Bernoulli(head[start], x[start]),
                _ => Softmax(head.Slice(start, width), x.Slice(start, width)),
            };
        }
    }

    private static double Gaussian(double mean, double x, double deviation)
    {
        double e = (x - mean) / deviation;
        return (0.5 * e * e) + PortableMath.Log(deviation) + HalfLogTwoPi;
    }

    private static double Bernoulli(double logit, double x) => Math.Max(logit, 0) - (logit * x) + PortableMath.Log(1 + PortableMath.Exp(-Math.Abs(logit)));

    private static double Softmax(ReadOnlySpan<float> logits, ReadOnlySpan<float> x)
    {
        double largest = double.NegativeInfinity, sum = 0, own = 0;
        foreach (float logit in logits) largest = Math.Max(largest, logit);
        for (int i = 0; i < logits.Length; i++)
        {
            sum += PortableMath.Exp(logits[i] - largest);
            if (x[i] > 0) own = logits[i] - largest;
        }
        return PortableMath.Log(sum) - own;
    }
}

using Elbo.Likelihoods;

namespace Elbo.Serving;

/// <summary>Takes the two terms of the bounds of some examples and, of a table's rows, what each column adds to the first.</summary>
/// <param name="reconstruction">−ln p(x|z) of each in nats, the mean over its samples.</param>
/// <param name="kl">KL(q(z|x)‖p(z)) of each in nats.</param>
/// <param name="columns">Zeros <c>[n][columns]</c> to which nats are added; empty where nobody asks.</param>
/// <param name="nats">How they are counted; null where nobody asks.</param>
internal readonly ref struct BoundTerms(Span<double> reconstruction, Span<double> kl, Span<double> columns = default, ColumnNats? nats = null)
{
    public Span<double> Reconstruction { get; } = reconstruction;

    public Span<double> Kl { get; } = kl;

    public Span<double> Columns { get; } = columns;

    public ColumnNats? Nats { get; } = nats;

    public int Count => Kl.Length;

    /// <summary>The bound that two terms give; −∞ where the model's arithmetic overflowed.</summary>
    public static double Bound(double reconstruction, double kl)
    {
        double bound = -kl - reconstruction;
        return double.IsFinite(bound) ? bound : double.NegativeInfinity;
    }
}

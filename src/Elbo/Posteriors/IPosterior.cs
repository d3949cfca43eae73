using Elbo.Tensors;

namespace Elbo.Posteriors;

/// <summary>q(z|x): reads a distribution off the encoder's output and samples from it.</summary>
internal interface IPosterior
{
    /// <summary>Values that the encoder must give for <paramref name="latent"/> dimensions.</summary>
    int HeadSize(int latent);

    /// <summary>The distribution that an encoder output describes.</summary>
    GaussianParameters Read(Tape tape, Tensor head, int latent);

    /// <summary>One sample per example, by reparameterisation.</summary>
    Tensor Sample(Tape tape, GaussianParameters q);

    /// <summary>ln q(z|x) in nats at samples z = mean + deviation · noise of one example: ln deviation <c>[latent]</c>, noise <c>[n][latent]</c> → <c>[n]</c>.</summary>
    void LogDensities(ReadOnlySpan<double> logDeviation, ReadOnlySpan<float> noise, Span<double> nats);
}

/// <summary>
/// Mean and standard deviation of a diagonal Gaussian, each <c>[latent]</c>, and the deviation's logarithm where no floor
/// keeps it from becoming too small for a float.
/// </summary>
internal readonly record struct GaussianParameters(Tensor Mean, Tensor Deviation, Tensor? LogDeviation)
{
    /// <summary>The smallest float that has all its digits.</summary>
    private const float Normal = 1.17549435e-38f;

    /// <summary>ln deviation in rows <c>[batch][latent]</c>, finite for any finite output of the encoder.</summary>
    public void CopyLogDeviation(Tape tape, ReadOnlySpan<float> deviation, Span<double> logDeviation)
    {
        for (int i = 0; i < deviation.Length; i++) logDeviation[i] = PortableMath.Log(deviation[i]);
        if (LogDeviation is not { } log || deviation.IndexOfAnyExceptInRange(Normal, float.MaxValue) < 0) return;
        var rows = new float[deviation.Length];
        tape.CopyRows(log, rows);
        for (int i = 0; i < rows.Length; i++)
            if (deviation[i] < Normal) logDeviation[i] = rows[i];
    }
}

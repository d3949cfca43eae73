using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Tests.Exchange;

/// <summary>The evidence lower bound of a batch with noise that is given, so that another program can repeat it.</summary>
internal static class GivenNoise
{
    /// <summary>Reconstruction and KL in nats, summed over the batch.</summary>
    /// <param name="vae">The model.</param>
    /// <param name="values">Rows of model values.</param>
    /// <param name="noise">Rows of draws of the standard normal distribution.</param>
    public static (double Reconstruction, double Kl) Elbo(Vae vae, float[] values, float[] noise)
    {
        int count = noise.Length / vae.Latent;
        using var tape = new Tape(vae.Pool, vae.Store);
        tape.Begin(count, training: false, default);
        var x = Packed(values, vae.Shape);
        var q = vae.Graph.Encode(tape, x);
        float[] z = Rows(q.Mean), deviation = Rows(q.Deviation);
        for (int i = 0; i < z.Length; i++) z[i] += deviation[i] * noise[i];
        double divergence = Vae.Sum(tape, vae.Graph.Prior.Divergence(tape, q));
        return (Vae.Sum(tape, vae.Graph.Likelihood.Loss(tape, vae.Graph.Decode(tape, Packed(z, new Shape(vae.Latent))), x)), divergence);

        Tensor Packed(float[] rows, Shape shape)
        {
            var packed = tape.Input(shape);
            Lanes.Pack(rows, count, shape.Features, tape.Values(packed));
            return packed;
        }

        float[] Rows(Tensor values)
        {
            var rows = new float[count * vae.Latent];
            tape.CopyRows(values, rows);
            return rows;
        }
    }

    /// <summary>Model values of the first examples, in rows.</summary>
    public static float[] Values(Vae vae, Dataset data, int count)
    {
        var lanes = new float[Lanes.Length(count, data.Shape.Features)];
        data.Gather([.. Enumerable.Range(0, count)], vae.Preprocessing.Scale, vae.Preprocessing.Shift, lanes);
        var rows = new float[count * data.Shape.Features];
        Lanes.Unpack(lanes, count, data.Shape.Features, rows);
        return rows;
    }
}

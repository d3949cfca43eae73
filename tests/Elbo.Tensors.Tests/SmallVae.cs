using Elbo.Tensors.Ops;
using Elbo.Tensors.Optimisers;

namespace Elbo.Tensors.Tests;

/// <summary>A dense VAE of odd sizes, 33-37-3-37-33, with dropout, clipping and Adam.</summary>
internal sealed class SmallVae : IDisposable
{
    private const int Pixels = 33, Hidden = 37, Latent = 3;
    private readonly Tape tape;
    private readonly WorkerPool pool;
    private readonly Parameter[] p;
    private readonly GradientNorm norm = new();
    private readonly Adam adam = new();
    private readonly float[] lanes;
    private readonly int batch;
    private uint step;

    public SmallVae(WorkerPool pool, int batch)
    {
        (this.pool, this.batch) = (pool, batch);
        p =
        [
            Store.Add("w1", Hidden, Pixels), Store.Add("b1", Hidden), Store.Add("w2", 2 * Latent, Hidden), Store.Add("b2", 2 * Latent),
            Store.Add("w3", Hidden, Latent), Store.Add("b3", Hidden), Store.Add("w4", Pixels, Hidden), Store.Add("b4", Pixels),
        ];
        Store.Allocate(training: true);
        for (int i = 0; i < p.Length; i += 2)
            TapeRun.Fill(new float[p[i].Length], new Philox(77, (uint)i, 0), -0.3f, 0.3f).CopyTo(Store.Weights(p[i]));
        lanes = new float[Lanes.Length(batch, Pixels)];
        Lanes.Pack(TapeRun.Fill(new float[batch * Pixels], new Philox(77, 99, 0), 0, 1), batch, Pixels, lanes);
        tape = new Tape(pool, Store);
    }

    public ParameterStore Store { get; } = new();

    /// <summary>One step; returns the sum of the batch's losses.</summary>
    public float Train()
    {
        tape.Begin(batch, training: true, new Philox(77, 0, ++step));
        var x = tape.Input(new Shape(Pixels));
        lanes.CopyTo(tape.Values(x));
        var h = Dense.Forward(tape, x, p[0], p[1], Activation.Elu, 0.1);
        var q = Dense.Forward(tape, h, p[2], p[3]);
        var mean = Slice.Forward(tape, q, 0, Latent);
        var deviation = Map.Forward(tape, Slice.Forward(tape, q, Latent, Latent), Activation.Softplus, 1, 1e-4f);
        var z = GaussianSample.Forward(tape, mean, deviation);
        var logits = Dense.Forward(tape, Dense.Forward(tape, z, p[4], p[5], Activation.Tanh, 0.2), p[6], p[7]);
        var loss = WeightedSum.Forward(tape, BernoulliLoss.Forward(tape, logits, x), GaussianDivergence.Forward(tape, mean, deviation), 1.5f);
        tape.Backward(loss, 1f / batch);
        double size = norm.Compute(Store, pool);
        adam.Update(Store, pool, step, 3e-3, size > 1 ? 1 / size : 1);
        float sum = 0;
        foreach (float v in tape.Values(loss)[..batch]) sum += v;
        return sum;
    }

    public void Dispose()
    {
        tape.Dispose();
        Store.Dispose();
    }
}

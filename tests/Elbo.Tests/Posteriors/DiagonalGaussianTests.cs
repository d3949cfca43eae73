using Elbo.Posteriors;
using Elbo.Priors;
using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Tests;

namespace Elbo.Tests.Posteriors;

/// <summary>From the encoder's output to the divergence and its gradient, in every parametrisation, against 256-bit arithmetic.</summary>
public sealed class DiagonalGaussianTests
{
    private static readonly float[] Rho =
    [
        0, -0f, 1e-30f, -1e-30f, 1e-4f, -1e-4f, 0.5f, 0.5413f, 0.5414f, -0.5f, 1, -1, 5, -5, -8, -14, 14, -20, 20, -40, 40, 80, 87, -87, -87.4f, -88, -100, 100,
        -174, -176, -1e4f, 1e4f, -1e30f, 1e15f,
    ];

    [Theory]
    [InlineData(DeviationKind.Softplus, 1e-6)]
    [InlineData(DeviationKind.Softplus, 0)]
    [InlineData(DeviationKind.Exp, 0)]
    [InlineData(DeviationKind.Exp, 1e-6)]
    [InlineData(DeviationKind.Softplus, 1e-30)]
    [InlineData(DeviationKind.Exp, 1)]
    public void The_divergence_and_its_gradient_are_right_for_any_output_of_the_encoder(DeviationKind kind, double floor)
    {
        foreach (float mean in new[] { 0, 1e-4f, -2, 1e4f, -1e18f })
        {
            var run = Run(kind, floor, mean, Rho);
            for (int i = 0; i < Rho.Length; i++)
            {
                string at = $"{kind} + {floor}, mean {mean:r}, ρ {Rho[i]:r}: ";
                // The square of e^(ρ/2) is beyond any arithmetic.
                if (kind == DeviationKind.Exp && Rho[i] > 1e6f)
                {
                    Assert.Equal(float.PositiveInfinity, run.Divergence[i]);
                    continue;
                }
                var (divergence, slope, deviation, rise) = Exact(kind, (double)(float)floor, mean, Rho[i]);
                Assert.True(run.Divergence[i] >= 0, at + "negative");
                // The deviation is a float: what its last places cost comes on top of a millionth.
                Truth.Holds(divergence, run.Divergence[i], 1e-6, (double)(4e-7 * Precise.Abs((deviation * deviation) - 1)) + 1.5e-45, at + "the divergence");
                Truth.Holds((double)mean, run.DMean[i], 0, 0, at + "the slope in the mean");
                if (Precise.Abs(divergence) > float.MaxValue) continue;
                // e^ρ below 1.2e-38 is flushed, and a floor divides by itself.
                double flushed = floor > 0 ? 1.3e-38 / floor : 0;
                Truth.Holds(slope, run.DRho[i], 2e-6, (double)(1e-6 * rise) + flushed, at + "the slope in ρ");
            }
        }
    }

    [Theory]
    [InlineData(DeviationKind.Softplus, -1)]
    [InlineData(DeviationKind.Exp, -0.5f)]
    public void A_posterior_too_narrow_for_a_float_is_told_to_widen(DeviationKind kind, float slope)
    {
        var run = Run(kind, 0, 0, [-1e4f]);
        Assert.Equal(kind == DeviationKind.Exp ? 4999.5f : 9999.5f, run.Divergence[0]);
        Assert.Equal(slope, run.DRho[0]);
    }

    [Fact]
    public void The_density_of_a_sample_is_finite_however_narrow_the_posterior()
    {
        var q = new DiagonalGaussian(DeviationKind.Exp, 0);
        var nats = new double[2];
        q.LogDensities([-5000, -0.5], [0, 0, 1, -2], nats);
        Assert.Equal(5000.5 - Math.Log(2 * Math.PI), nats[0], 1e-9);
        Assert.Equal(5000.5 - 2.5 - Math.Log(2 * Math.PI), nats[1], 1e-9);
    }

    [Theory]
    [InlineData(DeviationKind.Softplus)]
    [InlineData(DeviationKind.Exp)]
    public void Logarithms_of_deviations_are_those_of_the_numbers_where_they_can_be(DeviationKind kind)
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        store.Allocate(training: false);
        using var tape = new Tape(pool, store);
        tape.Begin(3, training: false, default);
        var head = tape.Input(new Shape(2));
        Lanes.Pack([0, 1, 0, -50, 0, -1e4f], 3, 2, tape.Values(head));
        var q = new DiagonalGaussian(kind, 0).Read(tape, head, 1);
        var deviation = new float[3];
        var logs = new double[3];
        tape.CopyRows(q.Deviation, deviation);
        q.CopyLogDeviation(tape, deviation, logs);
        Assert.Equal([PortableMath.Log(deviation[0]), PortableMath.Log(deviation[1]), kind == DeviationKind.Exp ? -5000 : -10_000], logs);
        Assert.Equal(0, deviation[2]);
    }

    private static (Precise Divergence, Precise Slope, Precise Deviation, Precise Rise) Exact(DeviationKind kind, double floor, double mean, double rho)
    {
        // Far below zero both are e^ρ, whose logarithm is known without it.
        bool bare = rho < -1e6;
        Precise x = bare ? -1e6 : rho, half = x / 2;
        Precise size = kind == DeviationKind.Exp ? Precise.Exp(half) : Precise.Softplus(x);
        Precise rise = kind == DeviationKind.Exp ? size / 2 : Precise.Sigmoid(x), deviation = size + floor;
        Precise log = !bare || floor > 0 ? Precise.Log(deviation) : kind == DeviationKind.Exp ? (Precise)rho / 2 : rho;
        Precise slope = (deviation - (Precise.One / deviation)) * rise;
        return (((((Precise)mean * mean) + (deviation * deviation) - 1) / 2) - log, slope, deviation, rise);
    }

    private static (float[] Divergence, float[] DMean, float[] DRho) Run(DeviationKind kind, double floor, float mean, float[] rho)
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        store.Allocate(training: true);
        using var tape = new Tape(pool, store);
        tape.Begin(rho.Length, training: true, default);
        var head = tape.Input(new Shape(2), needsGradient: true);
        // Padding lanes with outputs as far out as any.
        tape.Values(head).Fill(-1e5f);
        var rows = new float[2 * rho.Length];
        for (int i = 0; i < rho.Length; i++) (rows[2 * i], rows[(2 * i) + 1]) = (mean, rho[i]);
        var lanes = tape.Values(head);
        for (int i = 0; i < rows.Length; i++) lanes[(((i / 2 / Lanes.Width * 2) + (i % 2)) * Lanes.Width) + (i / 2 % Lanes.Width)] = rows[i];
        var q = new DiagonalGaussian(kind, floor).Read(tape, head, 1);
        var divergence = new StandardNormal().Divergence(tape, q);
        var values = new float[rho.Length];
        tape.CopyRows(divergence, values);
        tape.Backward(divergence, 1);
        Lanes.Unpack(tape.Gradients(head), rho.Length, 2, rows);
        return (values, [.. rows.Where((_, i) => i % 2 == 0)], [.. rows.Where((_, i) => i % 2 == 1)]);
    }
}

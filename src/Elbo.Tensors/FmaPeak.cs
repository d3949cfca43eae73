using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Elbo.Tensors;

/// <summary>Measures how many fused multiply-adds this machine can do, the yardstick of every kernel.</summary>
public static class FmaPeak
{
    /// <summary>The best rate seen with all threads of the pool busy at once, in floating-point operations a second.</summary>
    /// <param name="pool">Threads to load.</param>
    /// <param name="tries">Measurements; the best counts.</param>
    public static double Measure(WorkerPool pool, int tries = 5)
    {
        ArgumentNullException.ThrowIfNull(pool);
        double best = 0;
        for (int i = 0; i < tries; i++)
        {
            var job = new Load();
            long start = Stopwatch.GetTimestamp();
            pool.Run(ref job, pool.Threads);
            best = Math.Max(best, pool.Threads * Load.Flops / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    private struct Load : IJob
    {
        private const int Rounds = 400_000;
        private float sink;

        public static double Flops => Vector512.IsHardwareAccelerated ? Rounds * 12.0 * 16 * 2 : Rounds * 12.0 * 8 * 2;

        public void Execute(int item) => sink = Vector512.IsHardwareAccelerated ? Wide() : Narrow();

        // Twelve independent chains cover the latency of two multiply-adds a cycle.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Wide()
        {
            var x = Vector512.Create(0.999f);
            Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
            for (int round = 0; round < Rounds; round++)
            {
                a = Vector512.FusedMultiplyAdd(a, x, x);
                b = Vector512.FusedMultiplyAdd(b, x, x);
                c = Vector512.FusedMultiplyAdd(c, x, x);
                d = Vector512.FusedMultiplyAdd(d, x, x);
                e = Vector512.FusedMultiplyAdd(e, x, x);
                f = Vector512.FusedMultiplyAdd(f, x, x);
                g = Vector512.FusedMultiplyAdd(g, x, x);
                h = Vector512.FusedMultiplyAdd(h, x, x);
                i = Vector512.FusedMultiplyAdd(i, x, x);
                j = Vector512.FusedMultiplyAdd(j, x, x);
                k = Vector512.FusedMultiplyAdd(k, x, x);
                l = Vector512.FusedMultiplyAdd(l, x, x);
            }
            return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static float Narrow()
        {
            var x = Vector256.Create(0.999f);
            Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x, k = x, l = x;
            for (int round = 0; round < Rounds; round++)
            {
                a = Vector256.FusedMultiplyAdd(a, x, x);
                b = Vector256.FusedMultiplyAdd(b, x, x);
                c = Vector256.FusedMultiplyAdd(c, x, x);
                d = Vector256.FusedMultiplyAdd(d, x, x);
                e = Vector256.FusedMultiplyAdd(e, x, x);
                f = Vector256.FusedMultiplyAdd(f, x, x);
                g = Vector256.FusedMultiplyAdd(g, x, x);
                h = Vector256.FusedMultiplyAdd(h, x, x);
                i = Vector256.FusedMultiplyAdd(i, x, x);
                j = Vector256.FusedMultiplyAdd(j, x, x);
                k = Vector256.FusedMultiplyAdd(k, x, x);
                l = Vector256.FusedMultiplyAdd(l, x, x);
            }
            return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
        }
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Elbo.Tensors.Kernels;
using Elbo.Tensors.Ops;
using Elbo.Tensors.Optimisers;
using Elbo.Tensors.Tests.Kernels;
using Elbo.Tensors.Tests.Ops;

namespace Elbo.Tensors.Tests;

/// <summary>A fixed set of computations whose every bit must be the same for any vector width and number of threads.</summary>
internal static class Battery
{
    /// <summary>The widths that the running process accelerates.</summary>
    public static string Widths =>
        (Vector512.IsHardwareAccelerated ? "512 " : "") + (Vector256.IsHardwareAccelerated ? "256 " : "") +
        (Vector128.IsHardwareAccelerated ? "128 " : "") + (System.Runtime.Intrinsics.X86.Fma.IsSupported ? "fma" : "");

    /// <summary>Checks kernels and operations against their twins.</summary>
    public static void Check()
    {
        foreach (var row in OperationTable.Cases) GradientCheckTests.Check(row, 33, twice: true);
        foreach (var (i, o, b) in new[] { (1, 1, 1), (7, 13, 33), (31, 33, 64), (70, 45, 97) }) DenseTests.Check(i, o, b);
        new DenseTests().A_few_examples_give_the_bits_that_they_have_among_many();
        new ConvolutionTests().A_few_examples_give_the_bits_that_they_have_among_many(3, 37, 9, 20, 5, 2);
        var tile = new GemmTileTests();
        foreach (int rows in new[] { 1, 3, 4, 12 }) tile.Tiles_of_all_widths_give_the_bits_of_one_chain_of_fused_multiply_adds(rows);
        tile.Any_number_of_rows_is_covered_once();
        new BatchNormalisationTests().Sums_of_many_parts_match_the_twin_forward_and_backward(3, 16, 16, 70);
        new TransposeTests().Lanes_become_rows_and_nothing_else_is_touched();
        new ReduceTests().Lanes_are_summed_by_halving();
        new PhiloxLanesTests().Eight_counters_at_once_give_the_words_of_one_at_a_time();
        new PhiloxLanesTests().Keep_bits_are_the_twin_s_and_as_frequent_as_asked(52429);
        new VectorMathTests().Special_values_come_out_as_the_functions_define_them();
        new VectorMathTests().Tanh_of_zero_once_lost_its_sign();
        new VectorMathTests().Activations_keep_a_NaN();
    }

    /// <summary>SHA-256 of all results on <paramref name="threads"/> threads.</summary>
    public static string Hash(int threads)
    {
        using var pool = new WorkerPool(threads);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in OperationTable.Cases.Concat(OperationTable.Large))
        {
            foreach (int batch in new[] { 3, 61 }) Add(hash, new TapeRun(row, batch, twice: true, pool: pool));
        }
        Functions(hash);
        Extremes(hash, pool);
        using var vae = new SmallVae(pool, 61);
        for (int step = 0; step < 20; step++) Add(hash, [vae.Train()]);
        using var pyramid = new SmallPyramid(pool, 61);
        for (int step = 0; step < 20; step++) Add(hash, [pyramid.Train()]);
        foreach (var store in new[] { vae.Store, pyramid.Store })
        {
            foreach (var p in store.Parameters)
            {
                Add(hash, store.Weights(p));
                Add(hash, store.Values(ParameterBlock.FirstMoments, p));
                Add(hash, store.Values(ParameterBlock.SecondMoments, p));
            }
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // Floats of all exponents and both signs, every NaN counted as one.
    private static void Functions(IncrementalHash hash)
    {
        Span<float> x = stackalloc float[16], y = stackalloc float[16];
        Func<Vector512<float>, Vector512<float>>[] functions =
        [
            VectorMath.Exp, VectorMath.ExpMinusOne, VectorMath.Log, VectorMath.LogOnePlus, VectorMath.Softplus,
            VectorMath.Sigmoid, VectorMath.Tanh, VectorMath.NormalQuantile, Softplus.Derivative, Tanh.Derivative,
        ];
        for (ulong bits = 0; bits <= uint.MaxValue; bits += 16 * 65_537)
        {
            for (int i = 0; i < 16; i++) x[i] = BitConverter.UInt32BitsToSingle((uint)(bits + ((ulong)i * 65_537)));
            foreach (var f in functions)
            {
                f(Vector512.Create<float>(x)).CopyTo(y);
                for (int i = 0; i < 16; i++) y[i] = float.IsNaN(y[i]) ? float.NaN : y[i];
                Add(hash, y);
            }
        }
        for (uint i = 0; i < 200; i++)
        {
            PhiloxLanes.Normals(new Philox(i, 2, 3), i * 4).CopyTo(y);
            Add(hash, y);
        }
    }

    // Losses of floats of all sizes, and Adam on gradients that are denormal, tiny and huge: what flushing denormals would change.
    private static void Extremes(IncrementalHash hash, WorkerPool pool)
    {
        var all = new List<float>();
        for (ulong bits = 0; bits <= uint.MaxValue; bits += 4_194_301)
            if (float.IsFinite(BitConverter.UInt32BitsToSingle((uint)bits))) all.Add(BitConverter.UInt32BitsToSingle((uint)bits));
        float[] x = [.. all], other = [.. all.AsEnumerable().Reverse()], sizes = [.. all.Select(Math.Abs)];
        foreach (var run in new[]
        {
            new LaneRun(1, [x, other], (tape, rows) => BernoulliLoss.Forward(tape, rows[0], rows[1])),
            new LaneRun(1, [x, other], (tape, rows) => SquaredErrorLoss.Forward(tape, rows[0], rows[1])),
            new LaneRun(1, [x, sizes], (tape, rows) => GaussianDivergence.Forward(tape, rows[0], rows[1])),
            new LaneRun(1, [x, other], (tape, rows) => GaussianDivergence.ForwardOfLog(tape, rows[0], rows[1])),
            new LaneRun(1, [x], (tape, rows) => LogSoftplus.Forward(tape, rows[0])),
            new LaneRun(2, [x[..^(x.Length % 2)], other[..^(x.Length % 2)]], (tape, rows) => SoftmaxLoss.Forward(tape, rows[0], rows[1])),
        })
        {
            // Which bits a NaN has is the CPU's choice.
            foreach (float[] values in new[] { [run.Losses], run.Gradients }.SelectMany(each => each))
                Add(hash, Array.ConvertAll(values, value => float.IsNaN(value) ? float.NaN : value));
        }
        using var store = new ParameterStore();
        var weight = store.Add("w", x.Length);
        store.Allocate(training: true);
        for (int step = 1; step <= 60; step++)
        {
            for (int i = 0; i < x.Length; i++) store.Gradients(weight)[i] = Math.Abs(x[i]) > 1e18f ? 0 : x[(i + step) % x.Length] * 1e-20f;
            Add(hash, [(float)new GradientNorm().Compute(store, pool)]);
            new Adam().Update(store, pool, step, 1e-3);
        }
        foreach (var block in new[] { ParameterBlock.Weights, ParameterBlock.FirstMoments, ParameterBlock.SecondMoments }) Add(hash, store.Values(block, weight));
    }

    private static void Add(IncrementalHash hash, TapeRun run)
    {
        Add(hash, run.Output);
        Add(hash, run.Losses);
        foreach (var g in run.InputLanes) Add(hash, g);
        foreach (var g in run.ParameterGradients) Add(hash, g);
        foreach (var s in run.BatchStatistics) Add(hash, s);
    }

    private static void Add(IncrementalHash hash, ReadOnlySpan<float> values) => hash.AppendData(MemoryMarshal.AsBytes(values));
}

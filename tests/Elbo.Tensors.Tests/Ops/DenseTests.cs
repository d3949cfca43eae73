using Elbo.Tensors.Kernels;
using Elbo.Tensors.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Elbo.Tensors.Tests.Ops;

public sealed class DenseTests
{
    [Fact]
    public void Products_of_any_size_match_the_twin_forward_and_backward()
    {
        var sizes = Gen.Choose(1, 70).SelectMany(i => Gen.Choose(1, 70).SelectMany(o => Gen.Choose(1, 100).Select(b => (i, o, b))));
        Prop.ForAll(sizes.ToArbitrary(), s => Check(s.i, s.o, s.b)).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public void A_few_examples_give_the_bits_that_they_have_among_many()
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        Parameter weight = store.Add("w", 29, 41), bias = store.Add("b", 29);
        store.Allocate(training: false);
        foreach (var p in store.Parameters) TapeRun.Fill(new float[p.Length], new Philox(3, 1, 0), -0.5f, 0.5f).CopyTo(store.Weights(p));
        var rows = TapeRun.Fill(new float[9 * 41], new Philox(3, 3, 0), -1, 1);
        using var tape = new Tape(pool, store);
        float[] many = Run(9);
        foreach (int batch in new[] { 1, 8 }) Assert.Equal(many[..(batch * 29)], Run(batch));

        float[] Run(int batch)
        {
            tape.Begin(batch, training: false, default);
            var x = tape.Input(new Shape(41));
            Lanes.Pack(rows.AsSpan(0, batch * 41), batch, 41, tape.Values(x));
            var result = new float[batch * 29];
            tape.CopyRows(Dense.Forward(tape, x, weight, bias, Activation.Elu), result);
            return result;
        }
    }

    /// <summary>The gradients of a linear layer as products of matrices: dX = dY · W, dW = dYᵀ · X, db = dYᵀ · 1.</summary>
    internal static void Check(int inputs, int outputs, int batch)
    {
        var row = new OperationCase(
            $"Dense {inputs} → {outputs}", typeof(Dense), [new(inputs)], [[outputs, inputs], [outputs]], false,
            (tape, x, p) => Dense.Forward(tape, x[0], p[0], p[1]), null!);
        var run = new TapeRun(row, batch, twice: false);
        double[] x = TwinRun.Widen(run.Inputs[0]), w = TwinRun.Widen(run.Parameters[0]), b = TwinRun.Widen(run.Parameters[1]);
        var y = Naive.Dense(x, w, b, batch, inputs, outputs);
        var dy = new double[y.Length];
        for (int i = 0; i < y.Length; i++) dy[i] = 2 * run.Scale * (y[i] - run.Target[i]);
        var dyT = Naive.Transpose(dy, batch, outputs);
        string at = $"{inputs} → {outputs}, batch {batch}: ";
        Near.Equal(y, run.Output, 2e-6, at + "y");
        Near.Equal(Naive.Product(dy, w, batch, outputs, inputs), run.InputGradients[0], 1e-5, at + "dX");
        Near.Equal(Naive.Product(dyT, x, outputs, batch, inputs), run.ParameterGradients[0], 1e-5, at + "dW");
        double[] ones = [.. Enumerable.Repeat(1.0, batch)];
        Near.Equal(Naive.Product(dyT, ones, outputs, batch, 1), run.ParameterGradients[1], 1e-5, at + "db");
    }
}

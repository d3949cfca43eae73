using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests;

/// <summary>
/// One step of a case on a tape whose reused memory is poisoned with NaN: loss = Σ (y − target)² per example, where y is
/// the operation's output or, when used twice, y + 0.7 times a second output of the same inputs and parameters.
/// </summary>
internal sealed class TapeRun
{
    public const float SecondUse = 0.7f;
    private static readonly WorkerPool Two = new(2);

    public TapeRun(OperationCase row, int batch, bool twice, Func<int, float>? padding = null, WorkerPool? pool = null)
    {
        Batch = batch;
        Key = new Philox(11, 3, 5);
        using var store = new ParameterStore();
        var parameters = row.Parameters.Select((d, i) => store.Add($"p{i}", d)).ToArray();
        Parameter[] statistics = [.. row.Statistics.Select((d, i) => store.AddStatistic($"s{i}", d))], all = [.. parameters, .. statistics];
        store.Allocate(training: true);
        uint stream = 100;
        foreach (var p in parameters)
        {
            Fill(store.Weights(p), new Philox(1, stream++, 0), -0.8f, 0.8f);
            store.Gradients(p).Fill(float.NaN);
        }
        foreach (var s in statistics)
        {
            store.Weights(s).Fill(0.5f);
            store.Gradients(s).Fill(float.NaN);
        }
        using var tape = new Tape(pool ?? Two, store);
        Poison(tape);
        tape.Begin(batch, training: true, Key);

        Inputs = [.. row.Inputs.Select(s => Fill(new float[batch * s.Features], new Philox(1, stream++, 0), s.Low, s.High))];
        var inputs = row.Inputs.Select((s, i) => Input(tape, s.Features, Inputs[i], s.Differentiable, padding)).ToArray();
        var y = row.Forward(tape, inputs, all);
        Output = Rows(tape, y);
        if (twice) y = WeightedSum.Forward(tape, y, row.Forward(tape, inputs, all), SecondUse);
        int outputs = tape.ShapeOf(y).Features;
        Target = Fill(new float[batch * outputs], new Philox(1, stream, 0), -1, 1);
        var loss = SquaredErrorLoss.Forward(tape, y, Input(tape, outputs, Target, false, padding));
        tape.Backward(loss, Scale);

        Losses = Rows(tape, loss);
        Parameters = [.. parameters.Select(p => store.Weights(p).ToArray())];
        ParameterGradients = [.. parameters.Select(p => store.Gradients(p).ToArray())];
        BatchStatistics = [.. statistics.Select(s => store.Gradients(s).ToArray())];
        InputLanes = [.. inputs.Select(x => tape.Gradients(x).ToArray())];
        InputGradients = [.. row.Inputs.Select((s, i) => s.Differentiable ? Unpacked(InputLanes[i], s.Features) : [])];
    }

    public int Batch { get; }

    public Philox Key { get; }

    public float Scale => 1f / Batch;

    public float[][] Inputs { get; }

    public float[][] Parameters { get; }

    public float[] Target { get; }

    public float[] Output { get; }

    public float[] Losses { get; }

    public float[][] InputGradients { get; }

    public float[][] InputLanes { get; }

    public float[][] ParameterGradients { get; }

    public float[][] BatchStatistics { get; }

    public static float[] Fill(float[] values, Philox key, float low, float high)
    {
        Fill(values.AsSpan(), key, low, high);
        return values;
    }

    private static void Fill(Span<float> values, Philox key, float low, float high)
    {
        for (int i = 0; i < values.Length; i++) values[i] = low + ((high - low) * key.Uniform((ulong)i));
    }

    private static Tensor Input(Tape tape, int features, float[] rows, bool differentiable, Func<int, float>? padding)
    {
        var x = tape.Input(new Shape(features), differentiable);
        var lanes = tape.Values(x);
        Lanes.Pack(rows, tape.Batch, features, lanes);
        int used = Lanes.Used(tape.Batch, tape.Blocks - 1);
        for (int f = 0; f < features && padding != null; f++)
        {
            var last = lanes.Slice((((tape.Blocks - 1) * features) + f) * Lanes.Width, Lanes.Width);
            for (int lane = used; lane < Lanes.Width; lane++) last[lane] = padding((f * Lanes.Width) + lane);
        }
        return x;
    }

    // The first step takes more memory than the next and leaves NaN in all of it.
    private static void Poison(Tape tape)
    {
        tape.Begin(32, training: true, default);
        tape.Values(tape.Input(new Shape(7000))).Fill(float.NaN);
        unsafe
        {
            new Span<float>(tape.Scratch(300_000), 300_000).Fill(float.NaN);
        }
    }

    private static float[] Rows(Tape tape, Tensor x)
    {
        var rows = new float[tape.Batch * tape.ShapeOf(x).Features];
        tape.CopyRows(x, rows);
        return rows;
    }

    private float[] Unpacked(float[] lanes, int features)
    {
        var rows = new float[Batch * features];
        Lanes.Unpack(lanes, Batch, features, rows);
        return rows;
    }
}

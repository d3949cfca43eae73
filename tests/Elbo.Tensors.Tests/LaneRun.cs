namespace Elbo.Tensors.Tests;

/// <summary>One loss of given rows, each upstream gradient 1, with padding lanes that hold garbage of every size.</summary>
internal sealed class LaneRun
{
    private static readonly float[] Garbage = [1e30f, -1e30f, 0, -0f, 1e-40f, 1e4f, -1e4f, float.MaxValue];

    /// <param name="features">Values of an example in each input.</param>
    /// <param name="rows">The inputs, rows <c>[batch][features]</c>.</param>
    /// <param name="forward">Inputs → one value per example.</param>
    /// <param name="scale">The upstream gradient of each example.</param>
    public LaneRun(int features, float[][] rows, Func<Tape, Tensor[], Tensor> forward, float scale = 1)
    {
        int batch = rows[0].Length / features;
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        store.Allocate(training: true);
        using var tape = new Tape(pool, store);
        tape.Begin(batch, training: true, default);
        var inputs = Array.ConvertAll(rows, row =>
        {
            var x = tape.Input(new Shape(features), needsGradient: true);
            var lanes = tape.Values(x);
            for (int i = 0; i < lanes.Length; i++) lanes[i] = Garbage[i % Garbage.Length];
            for (int i = 0; i < row.Length; i++) lanes[Place(i / features, i % features, features)] = row[i];
            return x;
        });
        var loss = forward(tape, inputs);
        Losses = new float[batch];
        tape.CopyRows(loss, Losses);
        tape.Backward(loss, scale);
        Gradients = Array.ConvertAll(inputs, x =>
        {
            float[] lanes = tape.Gradients(x).ToArray(), row = new float[lanes.Length == 0 ? 0 : batch * features];
            if (row.Length > 0) Lanes.Unpack(lanes, batch, features, row);
            return row;
        });
    }

    public float[] Losses { get; }

    /// <summary>Of each input, rows <c>[batch][features]</c>; empty where none arrived.</summary>
    public float[][] Gradients { get; }

    private static int Place(int example, int feature, int features) =>
        (((example / Lanes.Width * features) + feature) * Lanes.Width) + (example % Lanes.Width);
}

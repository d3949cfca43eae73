using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests.Ops;

public sealed class DropoutTests
{
    [Fact]
    public void Outside_training_it_is_the_tensor_itself_and_takes_no_stream()
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        store.Allocate(training: true);
        using var tape = new Tape(pool, store);
        tape.Begin(1, training: false, default);
        var x = tape.Input(new Shape(3));
        Assert.Equal(x, Dropout.Forward(tape, x, 0.5));
        Assert.Equal(0u, tape.NextStream().Stream);
        Assert.Throws<ArgumentOutOfRangeException>(() => Dropout.Forward(tape, x, 1));
        tape.Begin(1, training: true, default);
        x = tape.Input(new Shape(3));
        Assert.Equal(x, Dropout.Forward(tape, x, 0));
        Assert.NotEqual(x, Dropout.Forward(tape, x, 0.5));
        Assert.Equal(1u, tape.NextStream().Stream);
    }

    [Fact]
    public void A_dense_layer_drops_the_same_values_itself()
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        var (w, b) = (store.Add("w", 37, 2), store.Add("b", 37));
        store.Allocate(training: true);
        store.Weights(b).Fill(1.5f);
        using var tape = new Tape(pool, store);
        float[][] rows = [new float[33 * 37], new float[33 * 37]];
        for (int i = 0; i < 2; i++)
        {
            tape.Begin(33, training: true, new Philox(4, 5, 6));
            var x = tape.Input(new Shape(2));
            tape.Values(x).Clear();
            var y = i == 0 ? Dense.Forward(tape, x, w, b, dropout: 0.3) : Dropout.Forward(tape, Dense.Forward(tape, x, w, b), 0.3);
            tape.CopyRows(y, rows[i]);
        }
        Assert.Equal(rows[0], rows[1]);
        Assert.InRange(rows[0].Count(v => v == 0), 33 * 37 / 5, 33 * 37 * 2 / 5);
    }
}

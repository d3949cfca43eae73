using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests;

public sealed class TapeTests : IDisposable
{
    private readonly WorkerPool pool = new(2);
    private readonly ParameterStore store = new();
    private readonly Tape tape;

    public TapeTests() => tape = new Tape(pool, store);

    public void Dispose()
    {
        tape.Dispose();
        store.Dispose();
        pool.Dispose();
    }

    [Fact]
    public void A_tensor_of_an_earlier_step_throws()
    {
        store.Allocate(training: true);
        tape.Begin(3, training: true, default);
        var stale = tape.Input(new Shape(2));
        tape.Begin(3, training: true, default);
        tape.Input(new Shape(2));
        Assert.Throws<InvalidOperationException>(() => tape.Values(stale).Length);
        Assert.Throws<InvalidOperationException>(() => tape.ShapeOf(stale));
        Assert.Throws<InvalidOperationException>(() => tape.Gradients(stale).Length);
        Assert.Throws<InvalidOperationException>(() => Slice.Forward(tape, stale, 0, 1));
        Assert.Throws<InvalidOperationException>(() => tape.Backward(stale, 1));
        Assert.Throws<InvalidOperationException>(() => tape.ShapeOf(default));
    }

    [Fact]
    public void A_tensor_of_another_tape_was_once_read_as_this_tape_s_own()
    {
        store.Allocate(training: true);
        using var other = new Tape(pool, store);
        tape.Begin(3, training: true, default);
        other.Begin(3, training: true, default);
        tape.Input(new Shape(2));
        var foreign = other.Input(new Shape(4));
        Assert.Throws<InvalidOperationException>(() => tape.ShapeOf(foreign));
    }

    [Fact]
    public void A_parameter_left_out_of_a_step_once_kept_its_old_gradient()
    {
        var (w1, b1, w2, b2) = (store.Add("w1", 1, 2), store.Add("b1", 1), store.Add("w2", 1, 2), store.Add("b2", 1));
        store.Allocate(training: true);
        Step(w1, b1);
        Assert.NotEqual(0, store.Gradients(b1)[0]);
        Step(w2, b2);
        Assert.NotEqual(0, store.Gradients(b2)[0]);
        Assert.Equal([0, 0], store.Gradients(w1).ToArray());
        Assert.Equal([0], store.Gradients(b1).ToArray());
    }

    [Fact]
    public void A_second_backward_pass_in_one_step_once_gave_wrong_gradients_and_now_throws()
    {
        var (w, b) = (store.Add("w", 1, 2), store.Add("b", 1));
        store.Allocate(training: true);
        var loss = Step(w, b);
        Assert.Throws<InvalidOperationException>(() => tape.Backward(loss, 1));
    }

    [Fact]
    public void A_bias_of_the_wrong_length_was_once_read_past_its_end()
    {
        var (w, b) = (store.Add("w", 3, 2), store.Add("b", 2));
        store.Allocate(training: true);
        tape.Begin(1, training: true, default);
        var x = tape.Input(new Shape(2));
        Assert.Throws<ArgumentException>(() => Dense.Forward(tape, x, w, b));
    }

    [Fact]
    public void Inference_drops_nothing_takes_no_stream_and_has_no_backward_pass()
    {
        var (w, b) = (store.Add("w", 1, 1), store.Add("b", 1));
        store.Allocate(training: false);
        store.Weights(b)[0] = 2;
        tape.Begin(40, training: false, new Philox(1, 2, 3));
        var x = tape.Input(new Shape(1), needsGradient: true);
        tape.Values(x).Clear();
        var y = Dense.Forward(tape, x, w, b, Activation.Linear, dropout: 0.5);
        Assert.All(tape.Values(y)[..32].ToArray(), v => Assert.Equal(2, v));
        Assert.Equal(2u, tape.NextStream().Stream);
        Assert.Throws<InvalidOperationException>(() => tape.Backward(y, 1));
        Assert.Throws<InvalidOperationException>(() => tape.Begin(1, training: true, default));
    }

    [Fact]
    public void Each_random_operation_draws_from_a_stream_of_its_own_and_each_step_begins_anew()
    {
        store.Allocate(training: true);
        var key = new Philox(1, 7, 9);
        for (int step = 0; step < 2; step++)
        {
            tape.Begin(1, training: true, key);
            Assert.Equal(key, tape.NextStream());
            Assert.Equal(key with { Stream = 8 }, tape.NextStream());
        }
    }

    [Fact]
    public void A_step_of_more_nodes_than_any_before_keeps_its_tensors()
    {
        store.Allocate(training: true);
        tape.Begin(1, training: true, default);
        var first = tape.Input(new Shape(1), needsGradient: true);
        tape.Values(first).Fill(3);
        var last = first;
        for (int i = 0; i < 300; i++) last = Map.Forward(tape, last, Activation.Linear);
        tape.Backward(last, 1);
        Assert.Equal(3, tape.Values(last)[0]);
        Assert.Equal(1, tape.Gradients(first)[0]);
        Assert.Equal(0, tape.Gradients(first)[1]);
    }

    [Fact]
    public void Only_inputs_keep_their_gradient()
    {
        store.Allocate(training: true);
        tape.Begin(2, training: true, default);
        var x = tape.Input(new Shape(1), needsGradient: true);
        tape.Values(x).Clear();
        var y = Map.Forward(tape, x, Activation.Linear, 3);
        tape.Backward(y, 0.5f);
        Assert.Equal([1.5f, 1.5f, 0], tape.Gradients(x)[..3].ToArray());
        Assert.Throws<InvalidOperationException>(() => tape.Gradients(y).Length);
    }

    [Fact]
    public void A_long_chain_of_results_holds_a_few_gradients_and_no_scratch_at_a_time()
    {
        var (w, b) = (store.Add("w", 1000, 1000), store.Add("b", 1000));
        store.Allocate(training: true);
        long[] bytes = [Chain(4), Chain(12)];
        // Eight more layers keep eight more results, and nothing else.
        Assert.InRange(bytes[1] - bytes[0], 0, (8 * 4 * 32 * 1000) + (9 * 4096));

        long Chain(int layers)
        {
            long held = 0;
            for (int step = 0; step < 2; step++)
            {
                tape.Begin(32, training: true, default);
                var h = tape.Input(new Shape(1000), needsGradient: true);
                tape.Values(h).Clear();
                for (int i = 0; i < layers; i++) h = Dense.Forward(tape, h, w, b);
                tape.Backward(SquaredErrorLoss.Forward(tape, h, h), 1);
                tape.Begin(1, training: true, default);
                held = tape.Bytes;
            }
            return held;
        }
    }

    [Fact]
    public void A_view_is_the_same_memory_and_must_be_as_long()
    {
        store.Allocate(training: true);
        tape.Begin(2, training: true, default);
        var x = tape.Input(new Shape(6));
        var y = Reshape.Forward(tape, x, new Shape(1, 2, 3));
        Assert.Equal(new Shape(1, 2, 3), tape.ShapeOf(y));
        tape.Values(x).Fill(4);
        Assert.Equal(4, tape.Values(y)[^1]);
        Assert.True(tape.Values(x) == tape.Values(y));
        Assert.Equal(x, Reshape.Forward(tape, x, new Shape(6)));
        Assert.Throws<ArgumentException>(() => Reshape.Forward(tape, x, new Shape(7)));
    }

    private Tensor Step(Parameter w, Parameter b)
    {
        tape.Begin(1, training: true, default);
        var x = tape.Input(new Shape(2));
        tape.Values(x).Clear();
        tape.Values(x)[0] = 1;
        var y = Dense.Forward(tape, x, w, b);
        tape.Backward(y, 1);
        return y;
    }
}

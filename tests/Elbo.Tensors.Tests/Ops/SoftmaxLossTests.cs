using Elbo.Tensors.Ops;

namespace Elbo.Tensors.Tests.Ops;

public sealed class SoftmaxLossTests
{
    [Fact]
    public void Logits_far_beyond_the_range_of_exponentials_give_exact_losses()
    {
        using var pool = new WorkerPool(2);
        using var store = new ParameterStore();
        store.Allocate(training: true);
        using var tape = new Tape(pool, store);
        tape.Begin(2, training: true, default);
        Tensor logits = tape.Input(new Shape(3), needsGradient: true), target = tape.Input(new Shape(3));
        Lanes.Pack([3000, -2000, 1000, -500, -500, -500], 2, 3, tape.Values(logits));
        Lanes.Pack([0, 1, 0, 0, 0, 1], 2, 3, tape.Values(target));
        var loss = SoftmaxLoss.Forward(tape, logits, target);
        tape.Backward(loss, 1);
        Assert.Equal(5000, tape.Values(loss)[0]);
        Assert.Equal(Math.Log(3), tape.Values(loss)[1], 1e-6);
        var gradient = new float[6];
        Lanes.Unpack(tape.Gradients(logits), 2, 3, gradient);
        float[] expected = [1, -1, 0, 1f / 3, 1f / 3, -2f / 3];
        for (int i = 0; i < 6; i++) Assert.Equal(expected[i], gradient[i], 1e-6f);
    }

    [Fact]
    public void A_target_of_other_classes_is_refused()
    {
        using var pool = new WorkerPool(1);
        using var store = new ParameterStore();
        store.Allocate(training: false);
        using var tape = new Tape(pool, store);
        tape.Begin(1, training: false, default);
        Assert.Contains("target of 4", Assert.Throws<ArgumentException>(() => SoftmaxLoss.Forward(tape, tape.Input(new Shape(3)), tape.Input(new Shape(4)))).Message, StringComparison.Ordinal);
    }
}

namespace Elbo.Tensors.Tests;

public sealed class ThreadCountTests
{
    [Fact]
    public void Every_bit_is_the_same_on_1_2_3_and_7_threads()
    {
        string one = Battery.Hash(threads: 1);
        foreach (int threads in new[] { 2, 3, 7 }) Assert.Equal(one, Battery.Hash(threads));
    }

    [Fact]
    public void Training_in_the_battery_learns()
    {
        using var pool = new WorkerPool(2);
        using var vae = new SmallVae(pool, 61);
        float first = vae.Train(), last = 0;
        for (int step = 0; step < 60; step++) last = vae.Train();
        Assert.True(last < 0.95f * first, $"The loss went from {first} to {last}.");
    }

    [Fact]
    public void Running_statistics_come_to_stand_for_those_of_the_batch()
    {
        using var pool = new WorkerPool(2);
        using var pyramid = new SmallPyramid(pool, 61);
        float first = pyramid.Train(), last = 0;
        for (int step = 0; step < 100; step++) last = pyramid.Train();
        Assert.True(last < 0.9f * first, $"The loss went from {first} to {last}.");
        // Evaluation drops nothing and so does better than training.
        Assert.True(pyramid.Evaluate() < 1.02f * last, $"By the running statistics the loss is {pyramid.Evaluate()}, in training {last}.");
    }
}

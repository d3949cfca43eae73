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
}

using Elbo.Tensors.Optimisers;

namespace Elbo.Tensors.Tests.Optimisers;

public sealed class ExponentialDecayTests
{
    [Fact]
    public void The_rate_falls_by_one_factor_in_so_many_steps()
    {
        var smooth = new ExponentialDecay(0.25, 100, Staircase: false);
        Assert.Equal(2, smooth.At(2, 0));
        Assert.Equal(1, smooth.At(2, 50), 1e-12);
        Assert.Equal(0.5, smooth.At(2, 100), 1e-12);
        var stairs = smooth with { Staircase = true };
        Assert.Equal(2, stairs.At(2, 99));
        Assert.Equal(0.5, stairs.At(2, 100));
        Assert.Equal(0.5, stairs.At(2, 199));
        Assert.Equal(2, new ExponentialDecay(1, 100, Staircase: false).At(2, 12345));
    }
}

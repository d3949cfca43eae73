namespace Elbo.Tensors.Tests;

public sealed unsafe class GradientMemoryTests
{
    [Fact]
    public void A_returned_piece_is_taken_again_by_the_gradient_it_fits_best()
    {
        using var arena = new Arena();
        var memory = new GradientMemory(arena);
        float* small = memory.Take(100, out long smallRoom), large = memory.Take(300, out long largeRoom), middle = memory.Take(200, out long middleRoom);
        Assert.Equal((100, 300, 200), (smallRoom, largeRoom, middleRoom));
        memory.Return(small, smallRoom);
        memory.Return(large, largeRoom);
        memory.Return(middle, middleRoom);
        Assert.True(middle == memory.Take(150, out middleRoom));
        Assert.Equal(200, middleRoom);
        Assert.True(large == memory.Take(150, out largeRoom));
        Assert.Equal(300, largeRoom);
        float* other = memory.Take(150, out _);
        Assert.True(other != small && other != middle && other != large);
        Assert.True(small == memory.Take(100, out _));
    }

    [Fact]
    public void After_a_reset_no_old_piece_is_given_out()
    {
        using var arena = new Arena();
        var memory = new GradientMemory(arena);
        memory.Take(64, out _);
        float* old = memory.Take(64, out long room);
        memory.Return(old, room);
        arena.Reset();
        memory.Reset();
        Assert.True(old != memory.Take(64, out _));
    }
}

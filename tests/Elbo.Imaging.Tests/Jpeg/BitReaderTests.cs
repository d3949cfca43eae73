namespace Elbo.Imaging.Tests;

public sealed class BitReaderTests
{
    [Fact]
    public void It_reads_over_stuffed_bytes_and_stops_at_a_marker()
    {
        byte[] file = [9, 9, 1, 2, 0xFF, 0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0xFF, 0xD9, 77, 77, 77, 77, 77, 77, 77, 77];
        var reader = new BitReader(file, 2);
        foreach (int expected in new[] { 1, 2, 255, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 })
        {
            reader.Ensure32();
            Assert.Equal(expected, reader.Peek(8));
            Assert.Equal(expected >> 4, reader.Take(4));
            Assert.Equal(expected & 15, reader.Take(4));
            Assert.False(reader.IsOverrun);
        }
        Assert.False(reader.TakeBit());
        Assert.True(reader.IsOverrun);
        Assert.Equal(17, reader.Position);
    }

    [Fact]
    public void Single_bits_come_most_significant_first()
    {
        var reader = new BitReader([0b1011_0001], 0);
        foreach (bool bit in new[] { true, false, true, true, false, false, false, true })
            Assert.Equal(bit, reader.TakeBit());
        Assert.False(reader.IsOverrun);
    }

    [Fact]
    public void It_goes_on_behind_the_right_restart_marker_only()
    {
        byte[] file = [1, 0xFF, 0xD3, 42, 0xFF, 0xD5];
        var reader = new BitReader(file, 0);
        reader.Restart(3);
        reader.Ensure32();
        Assert.Equal(42, reader.Take(8));
        Assert.Throws<InvalidDataException>(() => new BitReader(file, 3).Restart(4));
    }
}

namespace Elbo.Tensors.Tests;

public sealed class PhiloxTests
{
    [Fact]
    public void Words_are_those_of_the_paper_s_known_answers()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), default(Philox).Words(0));
        Assert.Equal(
            (0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
            new Philox(ulong.MaxValue, uint.MaxValue, uint.MaxValue).Words(ulong.MaxValue));
        // Digits of π: counter 243f6a88 85a308d3 13198a2e 03707344, key a4093822 299f31d0.
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            new Philox(0x299f31d0a4093822, 0x03707344, 0x13198a2e).Words(0x85a308d3243f6a88));
    }

    [Fact]
    public void A_word_is_one_of_its_counter_s_four()
    {
        var key = new Philox(1, 2, 3);
        var (a, b, c, d) = key.Words(5);
        Assert.Equal([a, b, c, d], new[] { key.Word(20), key.Word(21), key.Word(22), key.Word(23) });
    }

    [Fact]
    public void Uniform_numbers_fill_the_open_interval_evenly()
    {
        var key = new Philox(4, 5, 6);
        var bins = new int[20];
        const int draws = 200_000;
        for (ulong i = 0; i < draws; i++)
        {
            float u = key.Uniform(i);
            Assert.True(u is > 0 and < 1);
            bins[(int)(u * 20)]++;
        }
        // Five standard deviations of a bin's count.
        Assert.All(bins, n => Assert.InRange(n, (draws / 20) - 490, (draws / 20) + 490));
    }

    [Fact]
    public void A_shuffle_is_a_permutation_that_its_key_alone_decides()
    {
        int[] Shuffled(uint step)
        {
            var items = Enumerable.Range(0, 1000).ToArray();
            new Philox(1, 2, step).Shuffle(items);
            return items;
        }
        Assert.Equal(Shuffled(1), Shuffled(1));
        Assert.NotEqual(Shuffled(1), Shuffled(2));
        Assert.Equal(Enumerable.Range(0, 1000), Shuffled(1).Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(37)]
    public void Normal_numbers_from_any_place_on_are_those_of_the_whole(int first)
    {
        var key = new Philox(1, 2, 3);
        var whole = new float[120];
        key.Normals(whole);
        foreach (int count in new[] { 0, 1, 11, 16, 60 })
        {
            var part = new float[count];
            key.Normals(first, part);
            Assert.Equal(whole[first..(first + count)], part);
        }
        // Also where the counter is beyond 32 bits.
        float[] far = new float[20], alone = new float[1];
        key.Normals(3L << 34, far);
        key.Normals((3L << 34) + 19, alone);
        Assert.Equal(far[19], alone[0]);
        Assert.NotEqual(whole[..20], far);
    }
}

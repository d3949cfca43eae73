namespace Elbo.Tensors.Tests;

public sealed unsafe class ArenaTests
{
    [Fact]
    public void Every_piece_is_128_byte_aligned_and_overlaps_no_other()
    {
        using var arena = new Arena();
        nint end = 0;
        var pieces = new List<(nint First, nint Last)>();
        for (int i = 1; i < 400; i++)
        {
            int count = i * 37;
            var piece = (nint)arena.Take(count);
            Assert.Equal(0, piece % 128);
            new Span<float>((void*)piece, count).Fill(i);
            pieces.Add((piece, piece + (count * sizeof(float))));
            end = piece;
        }
        pieces.Sort();
        for (int i = 1; i < pieces.Count; i++) Assert.True(pieces[i - 1].Last <= pieces[i].First);
        Assert.NotEqual(0, end);
    }

    [Fact]
    public void A_step_that_outgrew_the_block_is_merged_into_one_and_grows_no_more()
    {
        using var arena = new Arena();
        for (int i = 0; i < 10; i++) arena.Take(200_000);
        long grown = arena.Bytes;
        Assert.True(grown >= 10 * 200_000 * sizeof(float));
        arena.Reset();
        long merged = arena.Bytes;
        Assert.InRange(merged, 10 * 200_000 * sizeof(float), grown);
        for (int step = 0; step < 3; step++)
        {
            float* first = arena.Take(200_000), last = first;
            for (int i = 1; i < 10; i++) last = arena.Take(200_000);
            Assert.InRange((nint)last - (nint)first, 9 * 200_000 * sizeof(float), (nint)merged);
            Assert.Equal(merged, arena.Bytes);
            arena.Reset();
        }
        Assert.Equal(merged, arena.Bytes);
    }
}

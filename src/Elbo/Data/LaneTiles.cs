using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Elbo.Tensors;

namespace Elbo.Data;

/// <summary>
/// Turns rows of examples into lanes tile by tile. Eight rows are read side by side, so that each feature is written
/// as vectors instead of eight strided floats, and a tile of 64 features × 32 lanes stays in the L1 cache.
/// </summary>
internal static class LaneTiles
{
    private const int Tile = 64, Group = 8;

    /// <summary>Scales and shifts bytes with one rounding.</summary>
    public static void Gather(ReadOnlySpan<byte> rows, int features, ReadOnlySpan<int> members, float scale, float shift, Span<float> block)
    {
        if (members.Length < Lanes.Width) block.Clear();
        for (int start = 0; start < features; start += Tile)
        {
            int width = Math.Min(Tile, features - start), lane = 0, squares = width & ~(Group - 1);
            var tile = block.Slice(start * Lanes.Width, width * Lanes.Width);
            for (; lane <= members.Length - Group; lane += Group)
            {
                var group = members.Slice(lane, Group);
                for (int f = 0; f < squares; f += Group) Square(rows, features, group, start + f, scale, shift, tile[((f * Lanes.Width) + lane)..]);
                for (int one = lane; one < lane + Group; one++) Column(rows, features, members[one], start, squares, width, scale, shift, tile[one..]);
            }
            for (; lane < members.Length; lane++) Column(rows, features, members[lane], start, 0, width, scale, shift, tile[lane..]);
        }
    }

    // Eight features of eight rows, transposed as bytes in eight words: swap 1 × 1 blocks, then 2 × 2, then 4 × 4.
    private static void Square(ReadOnlySpan<byte> rows, int features, ReadOnlySpan<int> group, int at, float scale, float shift, Span<float> lanes)
    {
        ulong a = Word(rows, (group[0] * features) + at), b = Word(rows, (group[1] * features) + at);
        ulong c = Word(rows, (group[2] * features) + at), d = Word(rows, (group[3] * features) + at);
        ulong e = Word(rows, (group[4] * features) + at), f = Word(rows, (group[5] * features) + at);
        ulong g = Word(rows, (group[6] * features) + at), h = Word(rows, (group[7] * features) + at);
        Swap(ref a, ref b, 8, 0x00FF00FF00FF00FF);
        Swap(ref c, ref d, 8, 0x00FF00FF00FF00FF);
        Swap(ref e, ref f, 8, 0x00FF00FF00FF00FF);
        Swap(ref g, ref h, 8, 0x00FF00FF00FF00FF);
        Swap(ref a, ref c, 16, 0x0000FFFF0000FFFF);
        Swap(ref b, ref d, 16, 0x0000FFFF0000FFFF);
        Swap(ref e, ref g, 16, 0x0000FFFF0000FFFF);
        Swap(ref f, ref h, 16, 0x0000FFFF0000FFFF);
        Swap(ref a, ref e, 32, 0x00000000FFFFFFFF);
        Swap(ref b, ref f, 32, 0x00000000FFFFFFFF);
        Swap(ref c, ref g, 32, 0x00000000FFFFFFFF);
        Swap(ref d, ref h, 32, 0x00000000FFFFFFFF);
        var scales = Vector128.Create(scale);
        var shifts = Vector128.Create(shift);
        Expand(a, scales, shifts, lanes);
        Expand(b, scales, shifts, lanes[Lanes.Width..]);
        Expand(c, scales, shifts, lanes[(2 * Lanes.Width)..]);
        Expand(d, scales, shifts, lanes[(3 * Lanes.Width)..]);
        Expand(e, scales, shifts, lanes[(4 * Lanes.Width)..]);
        Expand(f, scales, shifts, lanes[(5 * Lanes.Width)..]);
        Expand(g, scales, shifts, lanes[(6 * Lanes.Width)..]);
        Expand(h, scales, shifts, lanes[(7 * Lanes.Width)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ReadOnlySpan<byte> rows, int at) => BinaryPrimitives.ReadUInt64LittleEndian(rows.Slice(at, sizeof(ulong)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Swap(ref ulong low, ref ulong high, int bits, ulong mask)
    {
        ulong differing = ((low >> bits) ^ high) & mask;
        high ^= differing;
        low ^= differing << bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Expand(ulong bytes, Vector128<float> scale, Vector128<float> shift, Span<float> lanes)
    {
        var (low, high) = Vector128.Widen(Vector128.WidenLower(Vector128.CreateScalar(bytes).AsByte()));
        Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(low.AsInt32()), scale, shift).CopyTo(lanes);
        Vector128.FusedMultiplyAdd(Vector128.ConvertToSingle(high.AsInt32()), scale, shift).CopyTo(lanes[4..]);
    }

    private static void Column(
        ReadOnlySpan<byte> rows, int features, int member, int start, int from, int to, float scale, float shift, Span<float> lanes)
    {
        for (int f = from; f < to; f++)
            lanes[f * Lanes.Width] = MathF.FusedMultiplyAdd(rows[(member * features) + start + f], scale, shift);
    }

    /// <summary>Scales and shifts floats with one rounding.</summary>
    public static void Gather(ReadOnlySpan<float> rows, int features, ReadOnlySpan<int> members, float scale, float shift, Span<float> block)
    {
        if (members.Length < Lanes.Width) block.Clear();
        var scales = Vector256.Create(scale);
        var shifts = Vector256.Create(shift);
        for (int start = 0; start < features; start += Tile)
        {
            int width = Math.Min(Tile, features - start), lane = 0;
            var tile = block.Slice(start * Lanes.Width, width * Lanes.Width);
            for (; lane <= members.Length - Group; lane += Group)
            {
                var m = members.Slice(lane, Group);
                var r0 = rows.Slice((m[0] * features) + start, width);
                var r1 = rows.Slice((m[1] * features) + start, width);
                var r2 = rows.Slice((m[2] * features) + start, width);
                var r3 = rows.Slice((m[3] * features) + start, width);
                var r4 = rows.Slice((m[4] * features) + start, width);
                var r5 = rows.Slice((m[5] * features) + start, width);
                var r6 = rows.Slice((m[6] * features) + start, width);
                var r7 = rows.Slice((m[7] * features) + start, width);
                for (int f = 0; f < r0.Length; f++)
                {
                    var raw = Vector256.Create(r0[f], r1[f], r2[f], r3[f], r4[f], r5[f], r6[f], r7[f]);
                    Vector256.FusedMultiplyAdd(raw, scales, shifts).CopyTo(tile.Slice((f * Lanes.Width) + lane, Group));
                }
            }
            for (; lane < members.Length; lane++)
            {
                var row = rows.Slice((members[lane] * features) + start, width);
                for (int f = 0; f < row.Length; f++) tile[(f * Lanes.Width) + lane] = MathF.FusedMultiplyAdd(row[f], scale, shift);
            }
        }
    }
}

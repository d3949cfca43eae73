using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Tests.Data;

public class DatasetTests
{
    public static TheoryData<int, int, int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int, int, int>();
            foreach (int batch in new[] { 0, 1, 3, 8, 31, 32, 33, 61, 64 })
            {
                sizes.Add(batch, 1, 28, 28);
                sizes.Add(batch, 3, 5, 7);
                sizes.Add(batch, 1, 1, 1);
            }
            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Bytes_are_gathered_like_a_plain_loop_with_one_rounding(int batch, int channels, int height, int width)
    {
        var shape = new Shape(channels, height, width);
        byte[] bytes = RandomBytes(70 * shape.Features, 5);
        var data = new ByteDataset("bytes", shape, bytes);
        var rows = new float[batch * shape.Features];
        int[] indices = Indices(batch, 70);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = MathF.FusedMultiplyAdd(bytes[(indices[i / shape.Features] * shape.Features) + (i % shape.Features)], 1f / 255, -0.1f);
        AssertGathers(data, indices, 1f / 255, -0.1f, rows);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Floats_are_gathered_like_a_plain_loop_with_one_rounding(int batch, int channels, int height, int width)
    {
        var shape = new Shape(channels, height, width);
        float[] values = Array.ConvertAll(RandomBytes(70 * shape.Features, 6), b => (b - 100) / 7f);
        var data = new FloatDataset("floats", shape, values);
        var rows = new float[batch * shape.Features];
        int[] indices = Indices(batch, 70);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = MathF.FusedMultiplyAdd(values[(indices[i / shape.Features] * shape.Features) + (i % shape.Features)], 0.3f, 0.7f);
        AssertGathers(data, indices, 0.3f, 0.7f, rows);
    }

    [Fact]
    public void Gathering_allocates_nothing()
    {
        var data = new ByteDataset("bytes", new Shape(1, 28, 28), RandomBytes(100 * 784, 7));
        int[] indices = Indices(61, 100);
        var lanes = new float[Lanes.Length(61, 784)];
        data.Gather(indices, 1, 0, lanes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        data.Gather(indices, 1, 0, lanes);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void An_index_outside_the_data_throws(int index)
    {
        Dataset bytes = new ByteDataset("bytes", new Shape(2), new byte[20]);
        Dataset floats = new FloatDataset("floats", new Shape(2), new float[20]);
        var lanes = new float[64];
        Assert.Throws<ArgumentOutOfRangeException>(() => bytes.Gather([0, index], 1, 0, lanes));
        Assert.Throws<ArgumentOutOfRangeException>(() => floats.Gather([0, index], 1, 0, lanes));
    }

    [Fact]
    public void Too_few_lanes_throw()
    {
        var data = new ByteDataset("bytes", new Shape(2), new byte[20]);
        Assert.Throws<ArgumentException>(() => data.Gather([0], 1, 0, new float[63]));
    }

    [Fact]
    public void Moments_of_bytes_are_exact()
    {
        var data = new ByteDataset("bytes", new Shape(4), new byte[] { 0, 0, 255, 255, 0, 255, 0, 255 });
        Assert.Equal((127.5, 127.5), data.Moments());
        Assert.Equal((7.0, 0.0), new ByteDataset("sevens", new Shape(1), new byte[] { 7, 7, 7 }).Moments());
    }

    [Fact]
    public void Moments_of_floats_keep_a_small_spread_around_a_large_mean()
    {
        var (mean, deviation) = new FloatDataset("floats", new Shape(1), new float[] { 100000, 100001, 100002, 100003 }).Moments();
        Assert.Equal(100001.5, mean, 9);
        Assert.Equal(Math.Sqrt(1.25), deviation, 9);
    }

    [Fact]
    public void An_empty_data_set_has_no_moments()
    {
        var error = Assert.Throws<ElboException>(() => new ByteDataset("nothing", new Shape(1), default).Moments());
        Assert.Contains("'nothing' is empty", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, "is NaN in example 2 at channel 1, row 0, column 1")]
    [InlineData(float.NegativeInfinity, "is infinite in example 2 at channel 1, row 0, column 1")]
    public void A_value_that_is_not_finite_is_refused_with_its_place(float bad, string where)
    {
        var values = new float[3 * 12];
        values[24 + 6 + 1] = bad;
        var error = Assert.Throws<ElboException>(() => new FloatDataset("table", new Shape(2, 2, 3), values));
        Assert.Contains("'table' " + where, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_is_a_window_on_values_and_labels_and_keeps_the_range()
    {
        var whole = new FloatDataset("all", new Shape(1), new float[] { -1, 0, 1, 9 }, [0, 1, 2, 1], ["a", "b", "c"]);
        var part = whole.Slice(1, 2, "part");
        Assert.Equal(("part", 2), (part.Name, part.Count));
        Assert.Equal([1, 2], part.Labels!);
        Assert.Equal((-1f, 9f), part.Range);
        Assert.Equal(["a", "b", "c"], part.LabelNames);
        AssertGathers(part, [1, 0], 1, 0, [1, 0]);
        Assert.Equal(0, whole.Slice(4, 0, "none").Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => whole.Slice(3, 2, "past"));
        Assert.Throws<ArgumentOutOfRangeException>(() => whole.Slice(-1, 2, "before"));
        Assert.Throws<ArgumentOutOfRangeException>(() => whole.Slice(1, int.MaxValue, "far"));
    }

    [Fact]
    public void Values_and_labels_that_do_not_fit_are_refused()
    {
        var shape = new Shape(3);
        Assert.Contains("7 values", Message(() => new ByteDataset("x", shape, new byte[7])), StringComparison.Ordinal);
        Assert.Contains("2 examples but 3 labels", Message(() => new ByteDataset("x", shape, new byte[6], new byte[3])), StringComparison.Ordinal);
        Assert.Contains("example 1 has label 2", Message(() => new ByteDataset("x", shape, new byte[6], [0, 2], ["a", "b"])), StringComparison.Ordinal);
        Assert.Contains("hold no values", Message(() => new ByteDataset("x", new Shape(1, 0, 3), default)), StringComparison.Ordinal);
        Assert.Equal(["0", "1", "2"], new ByteDataset("x", shape, new byte[6], [0, 2]).LabelNames);
    }

    private static string Message(Func<object> make) => Assert.Throws<ElboException>(make).Message;

    private static void AssertGathers(Dataset data, int[] indices, float scale, float shift, float[] rows)
    {
        int needed = Lanes.Length(indices.Length, data.Shape.Features);
        var expected = new float[needed + 5];
        var actual = new float[needed + 5];
        Array.Fill(expected, 77);
        Array.Fill(actual, 77);
        Lanes.Pack(rows, indices.Length, data.Shape.Features, expected);
        data.Gather(indices, scale, shift, actual);
        Assert.Equal(expected, actual);
    }

    private static byte[] RandomBytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static int[] Indices(int count, int below)
    {
        var indices = new int[count];
        for (int i = 0; i < count; i++) indices[i] = (i * 37 + 11) % below;
        return indices;
    }

    [Fact]
    public void A_digest_is_SHA_256_of_the_values_in_order()
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6];
        var whole = new ByteDataset("bytes", new Shape(1, 1, 2), bytes);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), whole.Digest());
        Assert.Equal(new ByteDataset("part", new Shape(1, 1, 2), new byte[] { 3, 4 }).Digest(), whole.Slice(1, 1, "part").Digest());
        float[] floats = [1.5f, -2, 3, 4];
        byte[] raw = [.. floats.SelectMany(BitConverter.GetBytes)];
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(raw)), new FloatDataset("floats", new Shape(1, 1, 2), floats).Digest());
    }
}

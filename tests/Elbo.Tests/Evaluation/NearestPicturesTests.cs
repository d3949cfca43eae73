using Elbo.Data;
using Elbo.Evaluation;
using Elbo.Tensors;

namespace Elbo.Tests.Evaluation;

public sealed class NearestPicturesTests
{
    [Theory]
    [InlineData(90, 1, 1)]
    [InlineData(90, 6, 4)]
    [InlineData(500, 33, 5)]
    // Pictures so large that the data come in several pieces.
    [InlineData(9000, 110, 3)]
    public void All_pictures_are_compared_whatever_the_threads(int features, int count, int neighbours)
    {
        var random = new Random(features);
        byte[] pixels = new byte[count * features];
        random.NextBytes(pixels);
        var data = new ByteDataset("noise", new Shape(features), pixels);
        float[] queries = [.. Enumerable.Range(0, 7 * features).Select(_ => random.NextSingle())];
        foreach (int threads in new[] { 1, 3 })
        {
            var found = NearestPictures.Of(queries, data, neighbours, threads);
            for (int q = 0; q < 7; q++)
            {
                double[] distances = [.. Enumerable.Range(0, count).Select(i => Distance(queries.AsSpan(q * features, features), data.Example(i)))];
                int[] order = [.. Enumerable.Range(0, count).OrderBy(i => distances[i]).Take(neighbours)];
                Assert.Equal(order, found.Indices[(q * neighbours)..((q + 1) * neighbours)]);
                for (int n = 0; n < neighbours; n++) Assert.Equal(1, found.Distances[(q * neighbours) + n] / distances[order[n]], 1e-5);
            }
        }
    }

    [Fact]
    public void A_copy_has_distance_zero_and_equal_pictures_come_in_their_order()
    {
        byte[] pixels = [.. Enumerable.Range(0, 70).SelectMany(i => new[] { (byte)(i % 10 * 20), (byte)7, (byte)200 })];
        var data = new ByteDataset("repeated", new Shape(3), pixels);
        var found = NearestPictures.Of(Vae.Intensities(data, [23, 41]), data, 8, 2);
        Assert.Equal([3, 13, 23, 33, 43, 53, 63], found.Indices[..7]);
        Assert.Equal([1, 11, 21, 31, 41, 51, 61], found.Indices[8..15]);
        Assert.All(found.Distances[..7], distance => Assert.Equal(0, distance));
        Assert.True(found.Distances[7] > 0);
    }

    private static double Distance(ReadOnlySpan<float> query, ReadOnlySpan<byte> picture)
    {
        double sum = 0;
        for (int i = 0; i < query.Length; i++) sum += Math.Pow(query[i] - (picture[i] / 255.0), 2);
        return sum;
    }
}

using Elbo.Data;
using Elbo.Tensors;

namespace Elbo.Tests;

/// <summary>Data with which training takes no time.</summary>
internal static class SmallNoise
{
    /// <summary>200 pictures of 5×6 random pixels: 120 to train, 40 to validate and 40 to test with.</summary>
    public static DataSplits Splits()
    {
        var pixels = new byte[200 * 30];
        new Random(3).NextBytes(pixels);
        var all = new ByteDataset("noise", new Shape(1, 5, 6), pixels);
        return new DataSplits(all.Slice(0, 120, "noise/train"), all.Slice(120, 40, "noise/validation"), all.Slice(160, 40, "noise/test"));
    }
}

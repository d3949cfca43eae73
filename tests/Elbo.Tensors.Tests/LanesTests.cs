namespace Elbo.Tensors.Tests;

public sealed class LanesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 3)]
    [InlineData(32, 5)]
    [InlineData(33, 7)]
    [InlineData(97, 2)]
    public void Packing_places_each_value_clears_padding_and_unpacks_to_the_same_rows(int batch, int features)
    {
        var rows = TapeRun.Fill(new float[batch * features], new Philox(1, 2, 3), -1, 1);
        var lanes = new float[Lanes.Length(batch, features)];
        Array.Fill(lanes, float.NaN);
        Lanes.Pack(rows, batch, features, lanes);
        Assert.Equal((batch + 31) / 32 * features * 32, lanes.Length);
        for (int image = 0; image < Lanes.Blocks(batch) * 32; image++)
        {
            for (int f = 0; f < features; f++)
                Assert.Equal(image < batch ? rows[(image * features) + f] : 0, lanes[(image / 32 * features * 32) + (f * 32) + (image % 32)]);
        }
        var back = new float[rows.Length];
        Lanes.Unpack(lanes, batch, features, back);
        Assert.Equal(rows, back);
    }
}

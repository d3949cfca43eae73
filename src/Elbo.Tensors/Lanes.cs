namespace Elbo.Tensors;

/// <summary>
/// The layout of every activation: <c>[batch/32][feature][32]</c>. Thirty-two examples lie side by side, so a plain
/// loop over features uses full vectors on any CPU; a short last block is padded with zeros.
/// </summary>
public static class Lanes
{
    /// <summary>Examples in one block.</summary>
    public const int Width = 32;

    /// <summary>Blocks needed for <paramref name="batch"/> examples.</summary>
    public static int Blocks(int batch) => (batch + Width - 1) / Width;

    /// <summary>Examples that block <paramref name="block"/> really holds; the rest is padding.</summary>
    public static int Used(int batch, int block) => Math.Min(Width, batch - (block * Width));

    /// <summary>Floats needed for <paramref name="batch"/> examples of <paramref name="features"/> values.</summary>
    public static int Length(int batch, int features) => checked(Blocks(batch) * features * Width);

    /// <summary>Copies rows <c>[batch][feature]</c> into lanes; padding lanes become zero.</summary>
    public static void Pack(ReadOnlySpan<float> rows, int batch, int features, Span<float> lanes)
    {
        lanes[..Length(batch, features)].Clear();
        for (int image = 0; image < batch; image++)
        {
            int start = (image / Width * features * Width) + (image % Width);
            for (int f = 0; f < features; f++) lanes[start + (f * Width)] = rows[(image * features) + f];
        }
    }

    /// <summary>Copies lanes back into rows <c>[batch][feature]</c>; padding lanes are left out.</summary>
    public static void Unpack(ReadOnlySpan<float> lanes, int batch, int features, Span<float> rows)
    {
        for (int image = 0; image < batch; image++)
        {
            int start = (image / Width * features * Width) + (image % Width);
            for (int f = 0; f < features; f++) rows[(image * features) + f] = lanes[start + (f * Width)];
        }
    }
}

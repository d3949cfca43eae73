namespace Elbo.Tensors;

/// <summary>The shape of one example: channels × height × width; a flat vector is <c>n × 1 × 1</c>.</summary>
/// <param name="Channels">Number of channels, or the length of a flat vector.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Width">Width in pixels.</param>
public readonly record struct Shape(int Channels, int Height = 1, int Width = 1)
{
    /// <summary>Values per example.</summary>
    public int Features => checked(Channels * Height * Width);

    /// <summary>The same values as a flat vector.</summary>
    public Shape Flat => new(Features);

    /// <inheritdoc/>
    public override string ToString() => Height == 1 && Width == 1 ? $"{Channels}" : $"{Channels}×{Height}×{Width}";
}

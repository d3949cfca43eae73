using Elbo.Imaging;
using Elbo.Tensors;

namespace Elbo.Figures;

/// <summary>Turns rows of intensities into pictures.</summary>
public static class Pictures
{
    private const int LabelledHeight = 44;

    /// <summary>One picture per row <c>[n][features]</c> of intensities in [0, 1], channel-major.</summary>
    /// <exception cref="ElboException">The shape is neither grey nor colour.</exception>
    public static Pixmap[] FromRows(ReadOnlySpan<float> rows, Shape shape)
    {
        if (shape.Channels is not (1 or 3))
            throw new ElboException($"Examples of {shape} cannot be drawn; pictures have one channel or three.");
        var pictures = new Pixmap[rows.Length / shape.Features];
        for (int i = 0; i < pictures.Length; i++) pictures[i] = One(rows.Slice(i * shape.Features, shape.Features), shape);
        return pictures;
    }

    /// <summary>How many times small pictures are enlarged to be seen beside their labels.</summary>
    internal static int Enlargement(Shape shape) => Math.Max(1, (LabelledHeight + shape.Height - 1) / shape.Height);

    private static Pixmap One(ReadOnlySpan<float> row, Shape shape)
    {
        var pixels = new byte[shape.Features];
        int area = shape.Height * shape.Width;
        for (int p = 0; p < area; p++)
        {
            for (int c = 0; c < shape.Channels; c++)
                pixels[(p * shape.Channels) + c] = (byte)((Math.Clamp(row[(c * area) + p], 0, 1) * 255) + 0.5f);
        }
        return new Pixmap(shape.Width, shape.Height, shape.Channels, pixels);
    }
}

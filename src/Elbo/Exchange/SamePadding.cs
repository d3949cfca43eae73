using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Exchange;

/// <summary>Pixels of SAME padding before and after one axis; of a transposed convolution those that are cut off there.</summary>
/// <remarks>Other programs take it as numbers, and where it is uneven some of them need a layer of its own for it.</remarks>
internal readonly record struct SamePadding(int Before, int After)
{
    /// <summary>Of a convolution over an axis of so many pixels.</summary>
    public static SamePadding Of(int size, int kernel, int stride)
    {
        int total = Math.Max(0, ((Padding.Same.Results(size, kernel, stride) - 1) * stride) + kernel - size);
        return new(total / 2, total - (total / 2));
    }

    /// <summary>Of a transposed convolution, and the pixels that are missing where its window is smaller than its stride.</summary>
    public static (SamePadding Cut, int Missing) Transposed(int kernel, int stride) => (Of(stride, kernel, stride), Math.Max(0, stride - kernel));

    /// <summary>Of a convolution's rows and columns.</summary>
    public static (SamePadding Rows, SamePadding Columns) Of(ConvolutionOptions options, Shape input) =>
        (Of(input.Height, options.Kernel, options.Stride), Of(input.Width, options.Kernel, options.Stride));
}

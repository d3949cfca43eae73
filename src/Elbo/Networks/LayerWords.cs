using System.Globalization;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Networks;

/// <summary>What a layer does, in the words of the field.</summary>
internal static class LayerWords
{
    public static string Of(LayerOptions options) => options switch
    {
        DenseOptions dense => "dense" + Then(dense.Activation, dense.BatchNorm) + (dense.Dropout > 0 ? ", " + Dropped(dense.Dropout) : ""),
        ConvolutionOptions convolution => Window("convolution", convolution.Kernel, convolution.Stride) + Then(convolution.Activation, convolution.BatchNorm),
        TransposedConvolutionOptions convolution => Window("transposed convolution", convolution.Kernel, convolution.Stride) + Then(convolution.Activation, convolution.BatchNorm),
        MaxPoolOptions pool => $"max-pool {pool.Size}×{pool.Size}",
        UpsampleOptions upsample => $"{upsample.Mode.ToString().ToLowerInvariant()} ×{upsample.Factor}",
        ReshapeOptions => "reshape",
        DropoutOptions dropout => Dropped(dropout.Rate),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options, "There is no such layer."),
    };

    private static string Window(string name, int kernel, int stride) => $"{name} {kernel}×{kernel}" + (stride > 1 ? $", stride {stride}" : "");

    private static string Then(Activation activation, bool normalised) => (normalised ? ", batch normalisation, " : ", ") + activation switch
    {
        Activation.Relu => "ReLU",
        Activation.LeakyRelu => "leaky ReLU",
        Activation.Elu => "ELU",
        _ => activation.ToString().ToLowerInvariant(),
    };

    private static string Dropped(double rate) => string.Create(CultureInfo.InvariantCulture, $"dropout {rate}");
}

using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Explorer.Tests.Export;

/// <summary>Decoders of the layers that no known recipe has, or not in that way.</summary>
internal static class LayerRecipes
{
    public static IReadOnlyList<string> Names { get; } = ["pooled", "sparse", "even", "labelled picture", "normalised rows", "no hidden layer"];

    public static Recipe Get(string name)
    {
        var digits = RecipeBook.Get("digits");
        return digits with { Model = Change(digits.Model, name), Data = digits.Data with { Size = name switch { "pooled" => 16, "sparse" => 18, "even" => 15, _ => 8 } } };
    }

    private static ModelOptions Change(ModelOptions model, string name) => name switch
    {
        // Convolutions with a stride, pools cut off at the edge, all ways of making larger, an output without a dense layer.
        "pooled" => model with
        {
            Latent = 5,
            Likelihood = LikelihoodKind.Gaussian,
            Decoder =
            [
                new ReshapeOptions { Channels = 5, Height = 1, Width = 1 },
                new UpsampleOptions { Factor = 3, Mode = UpsamplingMode.Nearest },
                new TransposedConvolutionOptions { Channels = 6, Kernel = 4, Stride = 3, Activation = Activation.Elu },
                new ConvolutionOptions { Channels = 7, Kernel = 3, Stride = 2, Activation = Activation.LeakyRelu, BatchNorm = true },
                new UpsampleOptions { Factor = 3 },
                new DropoutOptions { Rate = 0.5 },
                new MaxPoolOptions { Size = 2 },
                new TransposedConvolutionOptions { Channels = 5, Kernel = 5, Stride = 2, Activation = Activation.Softplus },
                new ConvolutionOptions { Channels = 4, Kernel = 2, Stride = 1, Activation = Activation.Tanh },
            ],
            Output = new OutputOptions { Kind = OutputKind.Convolution, Kernel = 6, Stride = 1, Activation = Activation.Sigmoid },
        },
        // A stride beyond the kernel's side leaves pixels that meet no input.
        "sparse" => model with
        {
            Decoder =
            [
                new DenseOptions { Units = 27, Activation = Activation.Sigmoid },
                new ReshapeOptions { Channels = 3, Height = 3, Width = 3 },
                new TransposedConvolutionOptions { Channels = 4, Kernel = 2, Stride = 3, Activation = Activation.Linear, BatchNorm = true },
            ],
            Output = new OutputOptions { Kind = OutputKind.TransposedConvolution, Kernel = 1, Stride = 2 },
        },
        // Convolutions of an even window and of a stride that the side is no multiple of.
        "even" => model with
        {
            Decoder =
            [
                new DenseOptions { Units = 2 * 29 * 29, Activation = Activation.Softplus },
                new ReshapeOptions { Channels = 2, Height = 29, Width = 29 },
                new ConvolutionOptions { Channels = 9, Kernel = 4, Stride = 2, Activation = Activation.Relu },
            ],
            Output = new OutputOptions { Kind = OutputKind.Convolution, Kernel = 31, Stride = 1 },
        },
        "labelled picture" => model with
        {
            Condition = ConditionKind.Label,
            Decoder =
            [
                new ReshapeOptions { Channels = 3, Height = 2, Width = 2 },
                new TransposedConvolutionOptions { Channels = 5, Kernel = 3, Stride = 4 },
            ],
            Output = new OutputOptions { Kind = OutputKind.TransposedConvolution, Kernel = 3, Stride = 1 },
        },
        "normalised rows" => model with
        {
            Decoder = [new DenseOptions { Units = 33, Activation = Activation.Exp, BatchNorm = true, Dropout = 0.3 }, new DenseOptions { Units = 7, Activation = Activation.Elu, BatchNorm = true }],
        },
        "no hidden layer" => model with { Latent = 1, Decoder = [] },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such decoder."),
    };
}

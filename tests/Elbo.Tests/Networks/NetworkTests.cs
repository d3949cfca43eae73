using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Networks;

public sealed class NetworkTests
{
    private static readonly Shape Colour = new(3, 10, 14);

    [Fact]
    public void Shapes_follow_the_layers()
    {
        var model = new ModelOptions
        {
            Encoder = [new ConvolutionOptions { Channels = 4, Stride = 2 }, new MaxPoolOptions { Size = 2 }, new ConvolutionOptions { Channels = 6, Kernel = 5, Stride = 3 }],
            Decoder =
            [
                new DenseOptions { Units = 35 }, new ReshapeOptions { Channels = 1, Height = 5, Width = 7 }, new UpsampleOptions(),
                new TransposedConvolutionOptions { Channels = 2 },
            ],
            Output = new() { Kind = OutputKind.Convolution, Kernel = 7 },
        };
        var encoder = Network.Encoder(model, Colour, 8);
        Assert.Equal(new Shape(8), encoder.Output);
        Assert.Equal((4 * 3 * 9) + 4 + (6 * 4 * 25) + 6 + (8 * 6 * 1 * 2) + 8, encoder.Parameters);
        Assert.Equal(3 * 10 * 14, encoder.Widest);
        var decoder = Network.Decoder(model, Colour);
        Assert.Equal(Colour, decoder.Output);
        Assert.Equal((3 * 35) + (2 * 9) + 2 + (3 * 2 * 49) + 3, decoder.Parameters);
    }

    [Fact]
    public void Operations_are_counted_forward_and_back()
    {
        var model = new ModelOptions { Encoder = [new ConvolutionOptions { Channels = 4, Kernel = 5, Stride = 2 }] };
        double convolution = 2.0 * 3 * 4 * 25 * 5 * 7, head = 2.0 * 4 * 5 * 7 * 8;
        Assert.Equal((2 * convolution) + (3 * head), Network.Encoder(model, Colour, 8).FlopsPerExample(inputNeedsGradient: false));
        Assert.Equal(3 * (convolution + head), Network.Encoder(model, Colour, 8).FlopsPerExample(inputNeedsGradient: true));
    }

    [Fact]
    public void A_layer_that_does_not_fit_is_refused_by_its_key()
    {
        Assert.Equal(
            "model.decoder.0 needs a picture, but gets 2 values in a row; put a reshape layer before it.",
            Refused(new ModelOptions { Decoder = [new ConvolutionOptions { Channels = 1 }] }));
        Assert.Equal(
            "model.decoder.1 needs a picture, but gets 9 values in a row; put a reshape layer before it.",
            Refused(new ModelOptions { Decoder = [new DenseOptions { Units = 9 }, new UpsampleOptions()] }));
        Assert.Equal(
            "model.decoder.2 needs a picture, but gets 9 values in a row; put a reshape layer before it.",
            Refused(new ModelOptions { Decoder = [new DenseOptions { Units = 9 }, new DropoutOptions(), new ConvolutionOptions { Channels = 1 }] }));
        Assert.Equal(
            "model.decoder.1 reshapes to 1×2×4, 8 values, but gets 9; make the two equal.",
            Refused(new ModelOptions { Decoder = [new DenseOptions { Units = 9 }, new ReshapeOptions { Channels = 1, Height = 2, Width = 4 }] }));
        Assert.Equal(
            "The decoder ends with pictures of 3×2×4, but the data are 3×10×14; give data of that size, or change model.decoder or model.output.stride.",
            Refused(new ModelOptions
            {
                Decoder = [new DenseOptions { Units = 8 }, new ReshapeOptions { Channels = 1, Height = 2, Width = 4 }],
                Output = new() { Kind = OutputKind.TransposedConvolution },
            }));

        static string Refused(ModelOptions model) => Assert.Throws<SettingException>(() => Network.Decoder(model, Colour)).Message;
    }

    [Fact]
    public void A_layer_too_large_to_count_is_refused_by_its_key()
    {
        var model = new ModelOptions
        {
            Decoder =
            [
                new DenseOptions { Units = 1_000_000 }, new ReshapeOptions { Channels = 1, Height = 1000, Width = 1000 },
                new UpsampleOptions { Factor = 16 },
                new UpsampleOptions { Factor = 16 }, new UpsampleOptions { Factor = 16 },
            ],
        };
        Assert.Contains("model.decoder.4 would be too large to count", Assert.Throws<SettingException>(() => Network.Decoder(model, Colour)).Message, StringComparison.Ordinal);
    }
}

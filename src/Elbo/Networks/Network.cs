using Elbo.Conditions;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Networks;

/// <summary>A chain of layers. Its parameters are named as in a PyTorch state dict: <c>encoder.0.weight</c> and so on.</summary>
internal sealed class Network
{
    private readonly List<Layer> layers = [];
    private readonly List<PlacedLayer> placed = [];
    private List<Tensor>? results;
    private readonly string name;
    private bool isRow;

    private Network(string name, IReadOnlyList<LayerOptions> hidden, Shape input, bool isRow)
    {
        (this.name, this.isRow) = (name, isRow);
        (Output, Widest) = (input, input.Features);
        foreach (var options in hidden) Add(options);
    }

    /// <summary>From data, and the label of one of <paramref name="classes"/> if there are any, to a linear head of <paramref name="outputs"/> values.</summary>
    /// <exception cref="SettingException">A layer does not fit the one before it.</exception>
    public static Network Encoder(ModelOptions model, Shape data, int outputs, int classes = 0)
    {
        var network = new Network("encoder", model.Encoder, LabelCondition.Behind(LabelCondition.EncoderPlace(model.Encoder, data, classes), classes), isRow: false);
        network.Add(new DenseOptions { Units = outputs, Activation = Activation.Linear });
        return network;
    }

    /// <summary>From latents, and the label of one of <paramref name="classes"/> if there are any, to the shape of data.</summary>
    /// <exception cref="SettingException">A layer does not fit the one before it, or the last one the data.</exception>
    public static Network Decoder(ModelOptions model, Shape data, int classes = 0)
    {
        var network = new Network("decoder", model.Decoder, LabelCondition.Behind(new Shape(model.Latent), classes), isRow: true);
        var output = model.Output;
        network.Add(output.Kind switch
        {
            OutputKind.Dense => new DenseOptions { Units = data.Features, Activation = output.Activation },
            OutputKind.Convolution => new ConvolutionOptions { Channels = data.Channels, Kernel = output.Kernel, Stride = output.Stride, Activation = output.Activation },
            OutputKind.TransposedConvolution => new TransposedConvolutionOptions { Channels = data.Channels, Kernel = output.Kernel, Stride = output.Stride, Activation = output.Activation },
            _ => throw new ArgumentOutOfRangeException(nameof(model), output.Kind, "There is no such output."),
        });
        if (output.Kind != OutputKind.Dense && network.Output != data)
            throw new SettingException($"The decoder ends with pictures of {network.Output}, but the data are {data}; give data of that size, or change model.decoder or model.output.stride.");
        return network;
    }

    /// <summary>Shape of one result.</summary>
    public Shape Output { get; private set; }

    /// <summary>The layers in order, the last one included that the data or the posterior decide.</summary>
    public IReadOnlyList<PlacedLayer> Layers => placed;

    /// <summary>Values of the largest layer.</summary>
    public long Widest { get; private set; }

    /// <summary>Trained values.</summary>
    public long Parameters
    {
        get
        {
            long sum = 0;
            foreach (var layer in layers) sum += layer.Parameters;
            return sum;
        }
    }

    /// <summary>Adds the parameters to the store.</summary>
    public void Register(ParameterStore store)
    {
        for (int i = 0; i < layers.Count; i++) layers[i].Register(store, $"{name}.{i}");
    }

    /// <summary>Floating-point operations of one training example: forward, weight gradients and, but for the first layer of an encoder, input gradients.</summary>
    public double FlopsPerExample(bool inputNeedsGradient)
    {
        double sum = 0;
        for (int i = 0; i < layers.Count; i++) sum += 2 * layers[i].Products * (i == 0 && !inputNeedsGradient ? 2 : 3);
        return sum;
    }

    /// <summary>What each layer gave when the network last ran, in order; stale once its tape has begun another step.</summary>
    /// <exception cref="InvalidOperationException">Nobody has asked for them by <see cref="KeepResults"/>.</exception>
    public IReadOnlyList<Tensor> Results => results ?? throw new InvalidOperationException("The network keeps no results; ask for them before it runs.");

    /// <summary>Keeps the layers' results from now on, which only one thread may then ask for: a network that serves several at once has no memory of its own.</summary>
    public void KeepResults() => results = [];

    /// <summary>Runs the layers in order.</summary>
    public Tensor Forward(Tape tape, Tensor x)
    {
        results?.Clear();
        foreach (var layer in layers)
        {
            x = layer.Forward(tape, x);
            results?.Add(x);
        }
        return x;
    }

    /// <summary>Draws all weights anew.</summary>
    public void Initialise(ParameterStore store, ModelOptions model, Philox key)
    {
        foreach (var layer in layers)
        {
            layer.Initialise(store, model, key);
            key = key with { Stream = key.Stream + 1 };
        }
    }

    private void Add(LayerOptions options)
    {
        try
        {
            layers.Add(Create(options));
            placed.Add(new($"{name}.{placed.Count}", options, Output, layers[^1].Output, isRow, layers[^1].Parameters));
            Output = layers[^1].Output;
            isRow = options is DenseOptions || (isRow && options is not ReshapeOptions);
            Widest = Math.Max(Widest, Output.Features);
        }
        catch (OverflowException)
        {
            throw new SettingException($"model.{name}.{layers.Count} would be too large to count; make it, or the layers before it, smaller.");
        }
    }

    private Layer Create(LayerOptions options) => options switch
    {
        DenseOptions dense => new DenseLayer(dense, Output),
        ConvolutionOptions convolution => new ConvolutionLayer(convolution, Picture()),
        TransposedConvolutionOptions convolution => new TransposedConvolutionLayer(convolution, Picture()),
        MaxPoolOptions pool => new MaxPoolLayer(pool, Picture()),
        UpsampleOptions upsample => new UpsampleLayer(upsample, Picture()),
        ReshapeOptions reshape => new ReshapeLayer(Reshaped(new(reshape.Channels, reshape.Height, reshape.Width))),
        DropoutOptions dropout => new DropoutLayer(dropout, Output),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options, "There is no such layer."),
    };

    /// <summary>The last result as the picture that the next layer needs.</summary>
    private Shape Picture() => isRow
        ? throw new SettingException($"model.{name}.{layers.Count} needs a picture, but gets {Output.Features} values in a row; put a reshape layer before it.")
        : Output;

    private Shape Reshaped(Shape shape) => shape.Features == Output.Features ? shape : throw new SettingException(
        $"model.{name}.{layers.Count} reshapes to {shape}, {shape.Features} values, but gets {Output.Features}; make the two equal.");
}

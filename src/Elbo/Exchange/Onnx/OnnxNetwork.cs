using Elbo.Formats;
using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Exchange.Onnx;

/// <summary>A network's layers as ONNX operators, as they are after training: nothing is dropped, batches are normalised by the running statistics.</summary>
internal sealed class OnnxNetwork(OnnxGraph graph, ParameterStore store)
{
    private const float Epsilon = 1e-5f, Slope = 0.2f;

    /// <summary>Adds the layers behind a value; gives their result, and whether it is a picture <c>[batch, C, H, W]</c> rather than a row.</summary>
    public (string Value, bool IsPicture) Add(Network network, string value, bool isPicture)
    {
        foreach (var layer in network.Layers)
        {
            if (layer.Options is DenseOptions && isPicture) value = graph.Add("Flatten", layer.Name, [value]);
            value = Layer(layer, value);
            isPicture = layer.Options is not DenseOptions && (isPicture || layer.Options is ReshapeOptions);
        }
        return (value, isPicture);
    }

    /// <summary>A value as rows or pictures of this shape.</summary>
    public string Reshaped(string place, string value, params long[] axes) =>
        graph.Add("Reshape", place, [value, graph.Wholes($"{place}.axes.{string.Join('x', axes)}", [0, .. axes])]);

    private string Layer(PlacedLayer layer, string x) => layer.Options switch
    {
        DenseOptions o => Ended(layer, graph.Add("Gemm", layer.Name, Operands(layer, x), OnnxAttribute.Whole("transB", 1)), o.BatchNorm, o.Activation),
        ConvolutionOptions o => Ended(layer, Convolution(layer, o, x), o.BatchNorm, o.Activation),
        TransposedConvolutionOptions o => Ended(layer, Transposed(layer, o, x), o.BatchNorm, o.Activation),
        MaxPoolOptions o => MaxPool(layer, o, x),
        UpsampleOptions o => Upsample(layer, o, x),
        ReshapeOptions o => Reshaped(layer.Name, x, o.Channels, o.Height, o.Width),
        DropoutOptions => x,
        _ => throw new ElboException($"ONNX export knows no layer like {layer.Name} ({layer.Options.GetType().Name}) yet; export as safetensors instead."),
    };

    private string Convolution(PlacedLayer layer, ConvolutionOptions o, string x)
    {
        var (rows, columns) = SamePadding.Of(o, layer.Input);
        return graph.Add("Conv", layer.Name, Operands(layer, x), Square("kernel_shape", o.Kernel), Square("strides", o.Stride),
            OnnxAttribute.Wholes("pads", rows.Before, columns.Before, rows.After, columns.After));
    }

    private string Transposed(PlacedLayer layer, TransposedConvolutionOptions o, string x)
    {
        var (cut, missing) = SamePadding.Transposed(o.Kernel, o.Stride);
        return graph.Add("ConvTranspose", layer.Name, Operands(layer, x), Square("kernel_shape", o.Kernel), Square("strides", o.Stride),
            OnnxAttribute.Wholes("pads", cut.Before, cut.Before, cut.After, cut.After), Square("output_padding", missing));
    }

    // Padding, of which the operator takes no heed, and no rounding up, of which programs differ in their understanding.
    private string MaxPool(PlacedLayer layer, MaxPoolOptions o, string x) => graph.Add("MaxPool", layer.Name, [x], Square("kernel_shape", o.Size), Square("strides", o.Size),
        OnnxAttribute.Wholes("pads", 0, 0, (layer.Output.Height * o.Size) - layer.Input.Height, (layer.Output.Width * o.Size) - layer.Input.Width));

    private string Upsample(PlacedLayer layer, UpsampleOptions o, string x)
    {
        string scales = graph.Weight(SafetensorsTensor.Floats(layer.Name + ".scales", [4], new float[] { 1, 1, o.Factor, o.Factor }));
        bool isBilinear = o.Mode switch
        {
            UpsamplingMode.Bilinear => true,
            UpsamplingMode.Nearest => false,
            _ => throw new ElboException($"ONNX export knows no {layer.Name} by {o.Mode} yet; export as safetensors instead."),
        };
        return isBilinear
            ? graph.Add("Resize", layer.Name, [x, "", scales], OnnxAttribute.Text("mode", "linear"), OnnxAttribute.Text("coordinate_transformation_mode", "half_pixel"))
            : graph.Add("Resize", layer.Name, [x, "", scales], OnnxAttribute.Text("mode", "nearest"), OnnxAttribute.Text("coordinate_transformation_mode", "asymmetric"), OnnxAttribute.Text("nearest_mode", "floor"));
    }

    private string Ended(PlacedLayer layer, string x, bool isNormalised, Activation activation)
    {
        if (isNormalised)
        {
            string norm = layer.Name + ".norm";
            x = graph.Add("BatchNormalization", norm, [x, Weight(norm + ".weight"), Weight(norm + ".bias"), Weight(norm + ".running_mean"), Weight(norm + ".running_var")], OnnxAttribute.Single("epsilon", Epsilon));
        }
        return activation switch
        {
            Activation.Linear => x,
            Activation.Relu => graph.Add("Relu", layer.Name, [x]),
            Activation.LeakyRelu => graph.Add("LeakyRelu", layer.Name, [x], OnnxAttribute.Single("alpha", Slope)),
            Activation.Elu => graph.Add("Elu", layer.Name, [x]),
            Activation.Tanh => graph.Add("Tanh", layer.Name, [x]),
            Activation.Sigmoid => graph.Add("Sigmoid", layer.Name, [x]),
            Activation.Softplus => graph.Add("Softplus", layer.Name, [x]),
            Activation.Exp => graph.Add("Exp", layer.Name, [x]),
            _ => throw new ElboException($"ONNX export knows no activation {activation}, which {layer.Name} has, yet; export as safetensors instead."),
        };
    }

    private string[] Operands(PlacedLayer layer, string x) => Find(layer.Name + ".bias") is null
        ? [x, Weight(layer.Name + ".weight")]
        : [x, Weight(layer.Name + ".weight"), Weight(layer.Name + ".bias")];

    private string Weight(string name)
    {
        var parameter = Find(name) ?? throw new InvalidOperationException($"The model has no parameter {name}.");
        return graph.Weight(SafetensorsTensor.Floats(name, [.. parameter.Dimensions.Select(d => (long)d)], () => store.Weights(parameter)));
    }

    private Parameter? Find(string name) => store.Parameters.FirstOrDefault(parameter => parameter.Name == name);

    private static OnnxAttribute Square(string name, int side) => OnnxAttribute.Wholes(name, side, side);
}

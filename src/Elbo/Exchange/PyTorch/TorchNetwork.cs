using System.Globalization;
using Elbo.Networks;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Exchange.PyTorch;

/// <summary>A network's layers as the modules of an <c>nn.Sequential</c>, in which activations, dropout and what changes a shape are modules too.</summary>
/// <remarks>SAME padding that is uneven is a module of its own, for PyTorch's convolutions pad both ends alike.</remarks>
internal sealed class TorchNetwork(ParameterStore store)
{
    private static readonly string[] NormLeaves = ["weight", "bias", "running_mean", "running_var"];

    private readonly List<TorchModule> modules = [];

    /// <summary>The modules of these layers; gives also whether their result is a picture.</summary>
    public static (List<TorchModule> Modules, bool IsPicture) Of(IEnumerable<PlacedLayer> layers, ParameterStore store, bool isPicture)
    {
        var network = new TorchNetwork(store);
        foreach (var layer in layers)
        {
            bool needsRow = layer.Options is DenseOptions or ReshapeOptions;
            if (needsRow && isPicture) network.Add("nn.Flatten()", layer);
            network.Add(layer);
            isPicture = layer.Options is not DenseOptions && (isPicture || layer.Options is ReshapeOptions);
        }
        return (network.modules, isPicture);
    }

    /// <summary>The head's rows from <paramref name="start"/> on as a module.</summary>
    public static TorchModule Head(PlacedLayer head, ParameterStore store, int start, int count)
    {
        Parameter weight = Find(store, head.Name + ".weight")!, bias = Find(store, head.Name + ".bias")!;
        int inputs = weight.Dimensions[1];
        return new($"nn.Linear({inputs}, {count})", "model.latent", new TorchTensor("weight", weight, start * inputs, [count, inputs]), new TorchTensor("bias", bias, start, [count]));
    }

    private void Add(PlacedLayer layer)
    {
        switch (layer.Options)
        {
            case DenseOptions o:
                Weighted(layer, $"nn.Linear({layer.Input.Features}, {o.Units}", o.BatchNorm, "nn.BatchNorm1d", o.Activation);
                if (o.Dropout > 0) Add(Text($"nn.Dropout({o.Dropout})"), layer);
                break;
            case ConvolutionOptions o:
                var (rows, columns) = SamePadding.Of(o, layer.Input);
                bool isEven = rows.Before == rows.After && columns.Before == columns.After;
                if (!isEven) Add($"nn.ZeroPad2d(({columns.Before}, {columns.After}, {rows.Before}, {rows.After}))", layer);
                string padding = isEven ? $", padding=({rows.Before}, {columns.Before})" : "";
                Weighted(layer, $"nn.Conv2d({layer.Input.Channels}, {o.Channels}, {o.Kernel}, stride={o.Stride}{padding}", o.BatchNorm, "nn.BatchNorm2d", o.Activation);
                break;
            case TransposedConvolutionOptions o:
                Transposed(layer, o);
                break;
            case MaxPoolOptions o:
                Add($"nn.MaxPool2d({o.Size}, ceil_mode=True)", layer);
                break;
            case UpsampleOptions { Mode: UpsamplingMode.Nearest } o:
                Add($"nn.Upsample(scale_factor={o.Factor})", layer);
                break;
            case UpsampleOptions { Mode: UpsamplingMode.Bilinear } o:
                Add($"nn.Upsample(scale_factor={o.Factor}, mode=\"bilinear\", align_corners=False)", layer);
                break;
            case ReshapeOptions o:
                Add($"nn.Unflatten(1, ({o.Channels}, {o.Height}, {o.Width}))", layer);
                break;
            case DropoutOptions o:
                if (o.Rate > 0) Add(Text($"nn.Dropout({o.Rate})"), layer);
                break;
            default:
                throw new ElboException($"The exchange with PyTorch knows no layer like {layer.Name} ({layer.Options.GetType().Name}) yet; leave it out of the recipe.");
        }
    }

    /// <summary>The window's uneven rest is cut off behind the module, before normalisation, whose statistics must not see it.</summary>
    private void Transposed(PlacedLayer layer, TransposedConvolutionOptions o)
    {
        var (cut, missing) = SamePadding.Transposed(o.Kernel, o.Stride);
        string more = missing > 0 ? $", output_padding={missing}" : "";
        string call = $"nn.ConvTranspose2d({layer.Input.Channels}, {o.Channels}, {o.Kernel}, stride={o.Stride}, padding={cut.Before}{more}";
        int rest = cut.After - cut.Before;
        Weighted(layer, call, o.BatchNorm, "nn.BatchNorm2d", o.Activation, rest == 0 ? null : $"nn.ZeroPad2d((0, {-rest}, 0, {-rest}))");
    }

    private void Weighted(PlacedLayer layer, string call, bool isNormalised, string norm, Activation activation, string? behind = null)
    {
        var weight = new TorchTensor("weight", Find(layer.Name + ".weight"));
        if (isNormalised) modules.Add(new(call + ", bias=False)", Origin(layer), weight));
        else modules.Add(new(call + ")", Origin(layer), weight, new TorchTensor("bias", Find(layer.Name + ".bias"))));
        if (behind is not null) Add(behind, layer);
        if (isNormalised)
        {
            var tensors = NormLeaves.Select(leaf => new TorchTensor(leaf, Find($"{layer.Name}.norm.{leaf}"))).ToArray();
            modules.Add(new($"{norm}({layer.Output.Channels})", Origin(layer), tensors));
        }
        if (Call(activation, layer) is { } function) Add(function, layer);
    }

    private void Add(string call, PlacedLayer layer) => modules.Add(new(call, Origin(layer)));

    private static string? Call(Activation activation, PlacedLayer layer) => activation switch
    {
        Activation.Linear => null,
        Activation.Relu => "nn.ReLU()",
        Activation.LeakyRelu => "nn.LeakyReLU(0.2)",
        Activation.Elu => "nn.ELU()",
        Activation.Tanh => "nn.Tanh()",
        Activation.Sigmoid => "nn.Sigmoid()",
        Activation.Softplus => "nn.Softplus()",
        _ => throw new ElboException($"PyTorch has no module for the activation {activation} of {layer.Name}; choose another in the recipe."),
    };

    private static string Origin(PlacedLayer layer) => "model." + layer.Name;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private Parameter Find(string name) => Find(store, name)!;

    private static Parameter? Find(ParameterStore store, string name) => store.Parameters.FirstOrDefault(parameter => parameter.Name == name);
}

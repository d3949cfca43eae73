using Elbo.Recipes;

namespace Elbo.Exchange.PyTorch;

/// <summary>
/// A model as a PyTorch user would write it: <c>encoder</c> and <c>decoder</c>, each an <c>nn.Sequential</c>, and between them two heads,
/// <c>mean</c> and <c>log_variance</c>, or <c>rho</c> where the deviation is its softplus.
/// </summary>
internal sealed record TorchVae
{
    /// <summary>Names of the modules in a state dict.</summary>
    public const string EncoderName = "encoder", MeanName = "mean", DecoderName = "decoder";

    private TorchVae(Vae vae)
    {
        var model = vae.Recipe.Model;
        if (model.Posterior != PosteriorKind.DiagonalGaussian) throw new ElboException($"The exchange with PyTorch knows no posterior {model.Posterior} yet; choose another in the recipe.");
        var layers = vae.Graph.Encoder.Layers;
        TakesRow = model.Encoder.FirstOrDefault(layer => layer is not DropoutOptions) is null or DenseOptions || vae.Shape is { Height: 1, Width: 1 };
        (var encoder, bool isPicture) = TorchNetwork.Of(layers.Take(layers.Count - 1), vae.Store, isPicture: !TakesRow);
        if (isPicture) encoder.Add(new("nn.Flatten()", "model.latent"));
        (var decoder, _) = TorchNetwork.Of(vae.Graph.Decoder.Layers, vae.Store, isPicture: false);
        (Encoder, Decoder) = (encoder, decoder);
        Mean = TorchNetwork.Head(layers[^1], vae.Store, 0, vae.Latent);
        Spread = TorchNetwork.Head(layers[^1], vae.Store, vae.Latent, vae.Latent);
        SpreadName = model.Deviation switch
        {
            DeviationKind.Exp => "log_variance",
            DeviationKind.Softplus => "rho",
            _ => throw new ElboException($"The exchange with PyTorch knows no deviation by {model.Deviation} yet; choose another in the recipe."),
        };
    }

    /// <summary>The model's modules; they read and write its weights.</summary>
    public static TorchVae Of(Vae vae) => new(vae);

    public IReadOnlyList<TorchModule> Encoder { get; }

    public TorchModule Mean { get; }

    /// <summary>What the posterior's deviation is made of.</summary>
    public TorchModule Spread { get; }

    public string SpreadName { get; }

    public IReadOnlyList<TorchModule> Decoder { get; }

    /// <summary>Whether examples must be rows before they go into the encoder.</summary>
    public bool TakesRow { get; }

    /// <summary>All modules that have parameters, by their names, in the order of a state dict.</summary>
    public IEnumerable<(string Name, TorchModule Module)> Named()
    {
        foreach (var named in Numbered(EncoderName, Encoder)) yield return named;
        yield return (MeanName, Mean);
        yield return (SpreadName, Spread);
        foreach (var named in Numbered(DecoderName, Decoder)) yield return named;
    }

    private static IEnumerable<(string, TorchModule)> Numbered(string name, IReadOnlyList<TorchModule> modules)
    {
        for (int i = 0; i < modules.Count; i++)
            if (modules[i].Tensors.Count > 0) yield return ($"{name}.{i}", modules[i]);
    }
}

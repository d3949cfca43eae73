using Elbo.Formats;

namespace Elbo.Exchange.PyTorch;

/// <summary>Fills a model with a state dict, module by module, and says in one sentence which tensor does not fit and why.</summary>
internal sealed class StateLoader(SafetensorsFile file, string path, Vae vae)
{
    private const string OtherRecipe = "give the recipe of these weights, or change it with --set";

    /// <summary>Reads all weights.</summary>
    /// <exception cref="ElboException">A tensor is missing, too many, of another shape, or not finite.</exception>
    public void Load(StateDict state)
    {
        var model = TorchVae.Of(vae);
        IReadOnlyList<StateModule> encoder = state.Of(TorchVae.EncoderName), means = state.Of("mean"), spreads = state.Of("spread");
        // A head in one piece: the encoder's last module gives both.
        bool isJoint = means.Count + spreads.Count == 0 && encoder.Count > 0;
        Load(TorchVae.EncoderName, isJoint ? [.. encoder.SkipLast(1)] : encoder, model.Encoder);
        if (isJoint) Joint(encoder[^1]);
        else
        {
            Head(means, TorchVae.MeanName, model.Mean);
            Head(spreads, model.SpreadName, model.Spread);
        }
        Load(TorchVae.DecoderName, state.Of(TorchVae.DecoderName), model.Decoder);
    }

    private void Load(string part, IReadOnlyList<StateModule> given, IReadOnlyList<TorchModule> modules)
    {
        var wanted = modules.Where(module => module.Tensors.Count > 0).ToList();
        for (int i = 0; i < wanted.Count; i++)
        {
            if (i == given.Count)
                throw new ElboException($"{path} has {given.Count} modules with weights in its {part}, but the recipe needs {wanted.Count}: {wanted[i].Call} of {wanted[i].Origin} is missing; {OtherRecipe}.");
            if (given[i].IsNorm != wanted[i].IsNorm)
                throw new ElboException($"{path} has {(given[i].IsNorm ? "batch normalisation" : "a layer's weights")} at {given[i].Name}, where the recipe has {wanted[i].Call} of {wanted[i].Origin}; {OtherRecipe}.");
            bool isBeforeNorm = !wanted[i].IsNorm && i + 1 < wanted.Count && wanted[i + 1].IsNorm;
            Read(given[i], wanted[i], isBeforeNorm);
            if (i > 0 && wanted[i].IsNorm && given[i - 1].Tensors.TryGetValue("bias", out var bias)) TakeAway(bias, wanted[i]);
        }
        if (given.Count > wanted.Count)
        {
            var extra = given[wanted.Count].Tensors.Values.First();
            throw new ElboException($"{path} holds {Quoted.Text(extra.Name)}, {Sizes(extra.Shape)}, for which the recipe has no layer in its {part}; {OtherRecipe}.");
        }
    }

    private void Head(IReadOnlyList<StateModule> given, string name, TorchModule wanted)
    {
        if (given.Count == 0) throw new ElboException($"{path} lacks {name}.weight, {Sizes(wanted.Tensors[0].Shape)}, one of the encoder's two heads; rename yours with --rename FROM={name}.");
        if (given.Count > 1) throw new ElboException($"{path} holds both {given[0].Name} and {given[1].Name}, where one head is wanted; leave one out.");
        Read(given[0], wanted, false);
    }

    private void Joint(StateModule given)
    {
        var layer = vae.Graph.Encoder.Layers[^1];
        var tensors = vae.Store.Parameters.Where(p => p.Name.StartsWith(layer.Name + ".", StringComparison.Ordinal)).Select(p => new TorchTensor(p.Name[(layer.Name.Length + 1)..], p));
        Read(given, new TorchModule($"nn.Linear({layer.Input.Features}, {layer.Output.Features}) for mean and deviation", "model.latent", [.. tensors]), false);
    }

    private void Read(StateModule given, TorchModule wanted, bool isBeforeNorm)
    {
        foreach (var tensor in wanted.Tensors)
        {
            if (!given.Tensors.TryGetValue(tensor.Leaf, out var entry))
                throw new ElboException($"{path} lacks {given.Name}.{tensor.Leaf}, {Sizes(tensor.Shape)}, which {wanted.Call} of {wanted.Origin} needs; {OtherRecipe}.");
            if (!entry.Shape.SequenceEqual(tensor.Shape.Select(size => (long)size)))
                throw new ElboException($"{path} holds {Quoted.Text(entry.Name)} as {Sizes(entry.Shape)}, but {wanted.Call} of {wanted.Origin} needs {Sizes(tensor.Shape)}; {OtherRecipe}.");
            var values = tensor.Values(vae.Store);
            file.Read(entry.Name, values);
            RequireFinite(entry, values, tensor.Leaf == "running_var");
        }
        foreach (var (leaf, entry) in given.Tensors)
        {
            bool isKnown = wanted.Tensors.Any(tensor => tensor.Leaf == leaf) || (leaf == "num_batches_tracked" && wanted.IsNorm) || (leaf == "bias" && isBeforeNorm);
            if (!isKnown) throw new ElboException($"{path} holds {Quoted.Text(entry.Name)}, but {wanted.Call} of {wanted.Origin} has no {leaf}; {OtherRecipe}.");
        }
    }

    /// <summary>A bias before normalisation, which a recipe does not have: it shifts the running mean by as much, and so changes nothing without it.</summary>
    private void TakeAway(SafetensorsEntry bias, TorchModule norm)
    {
        var mean = norm.Tensors.Single(tensor => tensor.Leaf == "running_mean").Values(vae.Store);
        if (bias.Count != mean.Length)
            throw new ElboException($"{path} holds {Quoted.Text(bias.Name)} as {Sizes(bias.Shape)}, but its layer has {mean.Length} channels; {OtherRecipe}.");
        var values = new float[mean.Length];
        file.Read(bias.Name, values);
        RequireFinite(bias, values, false);
        for (int i = 0; i < values.Length; i++) mean[i] -= values[i];
    }

    private void RequireFinite(SafetensorsEntry entry, ReadOnlySpan<float> values, bool isVariance)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value) || (isVariance && value < 0))
                throw new ElboException($"{path} holds {value} in {Quoted.Text(entry.Name)}; export the weights of a healthy model.");
        }
    }

    private static string Sizes<T>(IReadOnlyList<T> shape) => shape.Count == 0 ? "a single number" : string.Join('×', shape);
}

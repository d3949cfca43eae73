using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Networks;

/// <summary>A chain of layers. Its parameters are named as in a PyTorch state dict: <c>encoder.0.weight</c> and so on.</summary>
internal sealed class Network
{
    private readonly List<DenseLayer> layers = [];

    /// <summary>Adds the layers' parameters to the store; <paramref name="outputs"/> linear units come last.</summary>
    public Network(ParameterStore store, string name, IReadOnlyList<LayerOptions> hidden, int inputs, int outputs)
    {
        foreach (var options in hidden)
        {
            var dense = (DenseOptions)options;
            Add(store, name, inputs, dense.Units, dense.Activation, dense.Dropout);
            inputs = dense.Units;
        }
        Add(store, name, inputs, outputs, Activation.Linear, 0);
    }

    /// <summary>Floating-point operations of one training example: forward, weight gradients and, but for the first layer of an encoder, input gradients.</summary>
    public double FlopsPerExample(bool inputNeedsGradient)
    {
        double sum = 0;
        for (int i = 0; i < layers.Count; i++)
            sum += 2.0 * layers[i].Weight.Length * (i == 0 && !inputNeedsGradient ? 2 : 3);
        return sum;
    }

    /// <summary>Runs the layers in order.</summary>
    public Tensor Forward(Tape tape, Tensor x)
    {
        foreach (var layer in layers) x = Dense.Forward(tape, x, layer.Weight, layer.Bias, layer.Activation, layer.Dropout);
        return x;
    }

    /// <summary>Draws all weights anew.</summary>
    public void Initialise(ParameterStore store, ModelOptions model, Philox key)
    {
        foreach (var layer in layers)
        {
            Initialiser.Fill(store, layer.Weight, layer.Bias, model.Initialiser, model.InitialiserScale, key);
            key = key with { Stream = key.Stream + 1 };
        }
    }

    private void Add(ParameterStore store, string name, int inputs, int outputs, Activation activation, double dropout)
    {
        string prefix = $"{name}.{layers.Count}";
        layers.Add(new(store.Add(prefix + ".weight", outputs, inputs), store.Add(prefix + ".bias", outputs), activation, dropout));
    }

    private sealed record DenseLayer(Parameter Weight, Parameter Bias, Activation Activation, double Dropout);
}

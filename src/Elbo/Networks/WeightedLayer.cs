using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Tensors.Ops;

namespace Elbo.Networks;

/// <summary>A linear map with a bias, or with batch normalisation in its place, and a nonlinearity.</summary>
/// <remarks>Ioffe and Szegedy, "Batch Normalization", ICML 2015.</remarks>
internal abstract class WeightedLayer(Shape output, int[] weight, long taps, Activation activation, bool normalised) : Layer(output)
{
    private Parameter? weights, bias, scale, shift, mean, variance;

    public override long Parameters => Length + (Output.Channels * (normalised ? 2L : 1L));

    /// <summary>Values each result is made of, and results each value takes part in.</summary>
    protected abstract (double In, double Out) Fans { get; }

    protected long Taps => taps;

    private long Length
    {
        get
        {
            long length = 1;
            foreach (int extent in weight) length = checked(length * extent);
            return length;
        }
    }

    public override void Register(ParameterStore store, string name)
    {
        int channels = Output.Channels;
        weights = store.Add(name + ".weight", weight);
        if (!normalised)
        {
            bias = store.Add(name + ".bias", channels);
            return;
        }
        scale = store.Add(name + ".norm.weight", channels);
        shift = store.Add(name + ".norm.bias", channels);
        mean = store.AddStatistic(name + ".norm.running_mean", channels);
        variance = store.AddStatistic(name + ".norm.running_var", channels);
    }

    public override void Initialise(ParameterStore store, ModelOptions model, Philox key)
    {
        Initialiser.Fill(store, weights!, bias, Fans, model, key);
        if (scale is null) return;
        store.Weights(scale).Fill(1);
        store.Weights(variance!).Fill(1);
    }

    public override Tensor Forward(Tape tape, Tensor x)
    {
        if (!normalised) return Linear(tape, x, weights!, bias, activation);
        return BatchNormalisation.Forward(
            tape, Linear(tape, x, weights!, null, Activation.Linear), scale!, shift!, mean!, variance!, activation);
    }

    protected abstract Tensor Linear(Tape tape, Tensor x, Parameter weights, Parameter? bias, Activation activation);
}

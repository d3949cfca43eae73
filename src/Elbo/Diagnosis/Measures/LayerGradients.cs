using Elbo.Tensors;

namespace Elbo.Diagnosis.Measures;

/// <summary>Gathers the gradients of all layers over some batches.</summary>
internal sealed class LayerGradients(ParameterStore store)
{
    private readonly List<string> names = [];
    private readonly Dictionary<string, (double Squares, long Count)> weights = [], signals = [];

    /// <summary>Adds what the last backward pass left.</summary>
    public void Add()
    {
        foreach (var parameter in store.Parameters)
        {
            if (!parameter.Trained) continue;
            // encoder.0.weight, encoder.0.bias, encoder.0.norm.bias
            int number = parameter.Name.IndexOf('.', StringComparison.Ordinal) + 1;
            string layer = parameter.Name[..parameter.Name.IndexOf('.', number)], rest = parameter.Name[(layer.Length + 1)..];
            if (rest == "weight") Add(weights, layer, parameter);
            else if (rest.EndsWith("bias", StringComparison.Ordinal)) Add(signals, layer, parameter);
        }
    }

    /// <summary>The layers in the order of use.</summary>
    public List<LayerGradient> Read() => names.ConvertAll(name => new LayerGradient(name, Root(weights, name), Root(signals, name)));

    private void Add(Dictionary<string, (double Squares, long Count)> sums, string layer, Parameter parameter)
    {
        if (!names.Contains(layer)) names.Add(layer);
        var (squares, count) = sums.GetValueOrDefault(layer);
        foreach (float g in store.Gradients(parameter)) squares += (double)g * g;
        sums[layer] = (squares, count + parameter.Length);
    }

    private static double Root(Dictionary<string, (double Squares, long Count)> sums, string layer) =>
        sums.TryGetValue(layer, out var sum) ? Math.Sqrt(sum.Squares / sum.Count) : double.NaN;
}

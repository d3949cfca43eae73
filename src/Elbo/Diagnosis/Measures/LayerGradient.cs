namespace Elbo.Diagnosis.Measures;

/// <summary>The gradient that one layer gets, root mean square over its values and some batches.</summary>
/// <param name="Name">The layer, such as <c>encoder.0</c>.</param>
/// <param name="Weights">Of its weights.</param>
/// <param name="Signal">Of its biases (or normalisation's shifts): the signal that comes back to the layer, whatever its inputs are.</param>
internal sealed record LayerGradient(string Name, double Weights, double Signal)
{
    /// <summary>"encoder" or "decoder".</summary>
    public string Network => Name[..Name.IndexOf('.', StringComparison.Ordinal)];
}

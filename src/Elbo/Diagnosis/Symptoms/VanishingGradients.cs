using Elbo.Diagnosis.Measures;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>Networks whose first layer gets hardly any of the gradient that its last layer gets.</summary>
/// <remarks>Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.</remarks>
internal sealed class VanishingGradients : ISymptom
{
    /// <summary>Healthy networks of the usual depths stay within a factor of a hundred.</summary>
    private const double Least = 1e-4;

    public IEnumerable<Finding> Look(Observations seen)
    {
        foreach (string network in new[] { "encoder", "decoder" })
        {
            // Where nothing passes forwards nothing comes back, and empty codes ask nothing of the encoder: other findings say so.
            if (DeadUnits.Blocks(seen, network) || (network == "encoder" && PosteriorCollapse.IsTotal(seen))) continue;
            var layers = seen.Gradients.Where(layer => layer.Network == network).ToArray();
            if (layers.Length < 2) continue;
            LayerGradient first = layers[0], last = layers[^1];
            double ratio = first.Weights / last.Weights;
            if (!(ratio < Least)) continue;
            yield return new(Sickness.VanishingGradients, Severity.Warning,
                $"Vanishing gradients: the first layer of the {network} hardly learns.",
                $"Root mean square of the weights' gradient: {Words.Number(first.Weights)} in {first.Name}, {Words.Number(last.Weights)} in {last.Name}, {Words.Number(1 / ratio)} times as much.",
                $"Set model.{network}.*.activation to elu or relu, model.{network}.*.batchNorm to true, or use fewer layers.",
                $"model.{network}.*.activation");
        }
    }
}

namespace Elbo.Diagnosis.Symptoms;

/// <summary>Rectified units that no example makes positive: their gradient is zero, so they stay dead.</summary>
internal sealed class DeadUnits : ISymptom
{
    /// <summary>Every rectified layer loses some units in training; up to this part it is not worth a word.</summary>
    private const double Usual = 0.25;

    /// <summary>More than half of a layer is capacity lost.</summary>
    private const double Many = 0.5;

    /// <summary>Hardly anything passes.</summary>
    private const double Nearly = 0.95;

    public IEnumerable<Finding> Look(Observations seen)
    {
        foreach (var layer in seen.Layers)
        {
            var dead = layer.Dead();
            double part = (double)dead.Count / layer.Units;
            if (part <= Usual) continue;
            yield return new(Sickness.DeadUnits, part > Nearly ? Severity.Problem : part > Many ? Severity.Warning : Severity.Note,
                $"Dead ReLUs: {dead.Count:N0} of {layer.Units:N0} {layer.Called} of {layer.Network}.{layer.Layer} are zero for every example, and so learn nothing.",
                $"Not one of {seen.Examples:N0} examples makes them positive: {layer.Called} {Words.List(dead)}.",
                "Lower training.learningRate, or set the layer's activation to leakyRelu or elu, which never die; if the model is good enough, fewer units would do.",
                layer.Key + ".activation") { Units = dead };
        }
    }

    /// <summary>Whether a layer of this network lets next to nothing through.</summary>
    public static bool Blocks(Observations seen, string network)
    {
        foreach (var layer in seen.Layers)
            if (layer.Network == network && layer.Dead().Count > Nearly * layer.Units) return true;
        return false;
    }
}

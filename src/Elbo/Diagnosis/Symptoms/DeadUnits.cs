using Elbo.Diagnosis.Measures;

namespace Elbo.Diagnosis.Symptoms;

/// <summary>Rectified units that no example makes positive: their gradient is zero, so they stay dead.</summary>
internal sealed class DeadUnits : ISymptom
{
    /// <summary>Every rectified layer loses some units in training; up to this part it is not worth a word.</summary>
    private const double Usual = 0.25;

    /// <summary>Wide layers do well on a third of their units, as simple-vae does on MNIST; on a fifth they are another model.</summary>
    private const double Many = 0.8;

    /// <summary>Hardly anything passes.</summary>
    private const double Nearly = 0.95;

    public IEnumerable<Finding> Look(Observations seen)
    {
        var worst = new List<(UnitActivity Layer, List<int> Dead, double Part)>();
        foreach (var layer in seen.Layers)
        {
            var units = layer.Dead();
            double part = (double)units.Count / layer.Units;
            if (part > Usual) worst.Add((layer, units, part));
        }
        if (worst.Count == 0) yield break;
        worst.Sort((a, b) => b.Part.CompareTo(a.Part));
        var (first, dead, most) = worst[0];
        string others = worst.Count == 1 ? "" : $" Also {string.Join(", ", worst.Skip(1).Select(other => $"{Words.Count(other.Dead.Count)} of {Words.Count(other.Layer.Units)} in {other.Layer.Network}.{other.Layer.Layer}"))}.";
        yield return new(Sickness.DeadUnits, most > Nearly ? Severity.Problem : most > Many ? Severity.Warning : Severity.Note,
            $"Dead ReLUs: {Words.Count(dead.Count)} of {Words.Count(first.Units)} {first.Called} of {first.Network}.{first.Layer} are zero for every example, and so learn nothing.",
            $"Not one of {Words.Count(seen.Examples)} examples makes them positive: {first.Called} {Words.List(dead)}.{others}",
            "Lower training.learningRate, or set the activation to leakyRelu or elu, which never die; if the model is good enough, fewer units would do.",
            first.Key + ".activation")
        { Units = dead };
    }

    /// <summary>Whether a layer of this network lets next to nothing through.</summary>
    public static bool Blocks(Observations seen, string network)
    {
        foreach (var layer in seen.Layers)
            if (layer.Network == network && layer.Dead().Count > Nearly * layer.Units) return true;
        return false;
    }
}

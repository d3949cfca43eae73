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
        var worst = new List<UnitActivity>();
        foreach (var layer in seen.Layers)
            if (Part(layer) > Usual) worst.Add(layer);
        if (worst.Count == 0) yield break;
        worst.Sort((a, b) => Part(b).CompareTo(Part(a)));
        var first = worst[0];
        var dead = first.Dead();
        string others = worst.Count == 1 ? "" : $" Also {string.Join(", ", worst.Skip(1).Select(layer => $"{layer.Dead().Count:N0} of {layer.Units:N0} in {layer.Network}.{layer.Layer}"))}.";
        yield return new(Sickness.DeadUnits, Part(first) > Nearly ? Severity.Problem : Part(first) > Many ? Severity.Warning : Severity.Note,
            $"Dead ReLUs: {dead.Count:N0} of {first.Units:N0} {first.Called} of {first.Network}.{first.Layer} are zero for every example, and so learn nothing.",
            $"Not one of {seen.Examples:N0} examples makes them positive: {first.Called} {Words.List(dead)}.{others}",
            "Lower training.learningRate, or set the activation to leakyRelu or elu, which never die; if the model is good enough, fewer units would do.",
            first.Key + ".activation")
        { Units = dead };
    }

    /// <summary>Whether a layer of this network lets next to nothing through.</summary>
    public static bool Blocks(Observations seen, string network)
    {
        foreach (var layer in seen.Layers)
            if (layer.Network == network && Part(layer) > Nearly) return true;
        return false;
    }

    private static double Part(UnitActivity layer) => (double)layer.Dead().Count / layer.Units;
}

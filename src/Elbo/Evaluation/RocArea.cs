namespace Elbo.Evaluation;

/// <summary>The area under the ROC curve, by which detectors of anomalies are compared.</summary>
public static class RocArea
{
    /// <summary>
    /// How often an anomaly is held for more unusual than an ordinary example, equal ones counted by half. 0.5 is chance, 1 tells all apart.
    /// </summary>
    /// <param name="bounds">The evidence lower bound of each example: the lower, the more unusual.</param>
    /// <param name="anomalous">Which of them are anomalies.</param>
    /// <exception cref="ArgumentException">There is not an answer for each, or a bound is NaN.</exception>
    /// <exception cref="ElboException">All examples are anomalies, or none.</exception>
    public static double OfBounds(IReadOnlyList<double> bounds, IReadOnlyList<bool> anomalous)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        ArgumentNullException.ThrowIfNull(anomalous);
        if (bounds.Count != anomalous.Count) throw new ArgumentException($"{bounds.Count} examples need as many answers, not {anomalous.Count}.", nameof(anomalous));
        if (bounds.Any(double.IsNaN)) throw new ArgumentException("A bound is NaN.", nameof(bounds));
        int[] order = [.. Enumerable.Range(0, bounds.Count).OrderByDescending(i => bounds[i])];
        double below = 0, wins = 0, positives = 0;
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            double equal = 0, anomalies = 0;
            for (; end < order.Length && bounds[order[end]].Equals(bounds[order[start]]); end++)
                _ = anomalous[order[end]] ? anomalies++ : equal++;
            wins += anomalies * (below + (equal / 2));
            (below, positives, start) = (below + equal, positives + anomalies, end);
        }
        if (positives == 0 || below == 0) throw new ElboException($"{(below == 0 ? "All" : "None")} of the {bounds.Count:N0} examples are anomalies; the area under the ROC curve needs both kinds.");
        return wins / (positives * below);
    }
}

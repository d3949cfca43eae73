namespace Elbo.Evaluation;

/// <summary>Scores in order, against which others are placed.</summary>
/// <param name="scores">The scores of examples that are known to be ordinary, such as validation rows.</param>
public sealed class RankedScores(IEnumerable<double> scores)
{
    private readonly double[] ordered = [.. scores.Order()];

    /// <summary>How many there are.</summary>
    public int Count => ordered.Length;

    /// <summary>The part of the scores that are not higher than this one, in percent; NaN where there are none.</summary>
    public double Percentile(double score)
    {
        int low = 0, high = ordered.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (ordered[middle] <= score) low = middle + 1;
            else high = middle;
        }
        return 100.0 * low / ordered.Length;
    }

    /// <summary>
    /// The area under the ROC curve: how often an anomaly's score is higher than that of an ordinary example, equal ones counted by half.
    /// 0.5 is chance, 1 tells all apart.
    /// </summary>
    /// <param name="scores">Scores of all examples.</param>
    /// <param name="anomalous">Which of them are anomalies.</param>
    /// <exception cref="ElboException">All examples are anomalies, or none.</exception>
    public static double RocArea(IReadOnlyList<double> scores, IReadOnlyList<bool> anomalous)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(anomalous);
        if (scores.Count != anomalous.Count) throw new ArgumentException($"{scores.Count} scores need as many answers, not {anomalous.Count}.", nameof(anomalous));
        int[] order = [.. Enumerable.Range(0, scores.Count).OrderBy(i => scores[i])];
        double below = 0, wins = 0, positives = 0;
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            double equal = 0, anomalies = 0;
            for (; end < order.Length && scores[order[end]].Equals(scores[order[start]]); end++)
                _ = anomalous[order[end]] ? anomalies++ : equal++;
            wins += anomalies * (below + (equal / 2));
            (below, positives, start) = (below + equal, positives + anomalies, end);
        }
        if (positives == 0 || below == 0) throw new ElboException($"{(below == 0 ? "All" : "None")} of the {scores.Count:N0} examples are anomalies; the area under the ROC curve needs both kinds.");
        return wins / (positives * below);
    }
}

namespace Elbo.Endurance;

/// <summary>Processor time of a few epochs, with all that belongs to them: steps, validation, metrics, checkpoint, pictures.</summary>
/// <param name="Seconds">When they ended, in seconds of their process's life.</param>
/// <param name="Began">When they began.</param>
/// <param name="Cost">Processor seconds in 1,000 steps.</param>
internal sealed record Pace(double Seconds, double Began, double Cost)
{
    // The system counts in hundredths of a second, which must not show.
    private const double ShortestProcessor = 2;

    /// <summary>Of all epochs but the first, which has none before it.</summary>
    public static IReadOnlyList<Pace> Of(IReadOnlyList<EpochMark> marks)
    {
        var found = new List<Pace>();
        for (int i = 1, from = 0; i < marks.Count; i++)
        {
            var (before, now) = (marks[from], marks[i]);
            if (now.Processor - before.Processor < ShortestProcessor) continue;
            found.Add(new(now.Seconds, before.Seconds, (now.Processor - before.Processor) * 1000 / (now.Step - before.Step)));
            from = i;
        }
        return found;
    }
}

/// <summary>What an old process took beside a young one, in the same minute on the same machine.</summary>
/// <param name="Seconds">When, in the old one's life.</param>
/// <param name="Old">Lower quartile of the old one's cost.</param>
/// <param name="Young">Lower quartile of the young one's cost.</param>
internal sealed record AgePair(double Seconds, double Old, double Young)
{
    // The compiler still improves the code of a younger process.
    private const int YoungestEpoch = 5;

    public double Ratio => Old / Young;

    /// <summary>The pair, or null where the two share too few whole epochs.</summary>
    public static AgePair? Of(IReadOnlyList<Pace> old, IReadOnlyList<EpochMark> young)
    {
        EpochMark[] grown = [.. young.Where(mark => mark.Epoch >= YoungestEpoch)];
        if (grown.Length < 4) return null;
        double from = grown[0].Seconds, to = grown[^1].Seconds;
        double[] beside = [.. old.Where(pace => pace.Began >= from && pace.Seconds <= to).Select(pace => pace.Cost)];
        if (beside.Length < 3) return null;
        return new(from, Statistics.LowerQuartile(beside), Statistics.LowerQuartile(Pace.Of(grown).Select(pace => pace.Cost)));
    }
}

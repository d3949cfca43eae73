using System.Globalization;

namespace Elbo.Training;

/// <summary>Where a run stands: all that a checkpoint holds beside weights and moments, so that resuming continues exactly.</summary>
internal sealed record TrainingState
{
    /// <summary>Training examples in the data set, on which the order of batches depends.</summary>
    public int DataCount { get; set; }

    /// <summary>Digest of the training examples, by which a run knows them again; null in checkpoints older than it.</summary>
    public string? DataDigest { get; set; }

    /// <summary>Steps done, skipped ones included.</summary>
    public long Step { get; set; }

    /// <summary>Epochs that are over: trained, validated and logged.</summary>
    public int ClosedEpochs { get; set; }

    /// <summary>Updates made, which Adam counts.</summary>
    public long Updates { get; set; }

    /// <summary>Steps skipped for a loss or gradient that was not finite, in all and since the last good one.</summary>
    public long Skipped { get; set; }

    public int SkippedInRow { get; set; }

    /// <summary>Sums over the current epoch's examples, and how many good examples and steps there were.</summary>
    public double LossSum { get; set; }

    public double ReconstructionSum { get; set; }

    public double KlSum { get; set; }

    public double NormSum { get; set; }

    public long Examples { get; set; }

    public long GoodSteps { get; set; }

    /// <summary>The lowest validation loss so far and the step it was reached at.</summary>
    public double BestLoss { get; set; } = double.PositiveInfinity;

    public long BestStep { get; set; }

    public int EpochsSinceBest { get; set; }

    /// <summary>Whether early stopping ended the run.</summary>
    public bool StoppedEarly { get; set; }

    public void BeginEpoch() => (LossSum, ReconstructionSum, KlSum, NormSum, Examples, GoodSteps) = (0, 0, 0, 0, 0, 0);

    /// <summary>The state as text pairs; numbers round-trip exactly.</summary>
    public Dictionary<string, string> ToText()
    {
        var text = Numbers();
        if (DataDigest is not null) text["dataDigest"] = DataDigest;
        return text;
    }

    private Dictionary<string, string> Numbers() => new(StringComparer.Ordinal)
    {
        ["dataCount"] = Text(DataCount),
        ["step"] = Text(Step), ["closedEpochs"] = Text(ClosedEpochs), ["updates"] = Text(Updates), ["skipped"] = Text(Skipped), ["skippedInRow"] = Text(SkippedInRow),
        ["lossSum"] = Text(LossSum), ["reconstructionSum"] = Text(ReconstructionSum), ["klSum"] = Text(KlSum), ["normSum"] = Text(NormSum),
        ["examples"] = Text(Examples), ["goodSteps"] = Text(GoodSteps),
        ["bestLoss"] = Text(BestLoss), ["bestStep"] = Text(BestStep), ["epochsSinceBest"] = Text(EpochsSinceBest),
        ["stoppedEarly"] = StoppedEarly ? "true" : "false",
    };

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="FormatException">A value is missing or is no number.</exception>
    public static TrainingState FromText(IReadOnlyDictionary<string, string> text)
    {
        return new()
        {
            DataCount = Small("dataCount"), DataDigest = text.GetValueOrDefault("dataDigest"),
            Step = Whole("step"), ClosedEpochs = Small("closedEpochs"), Updates = Whole("updates"), Skipped = Whole("skipped"), SkippedInRow = Small("skippedInRow"),
            LossSum = Real("lossSum"), ReconstructionSum = Real("reconstructionSum"), KlSum = Real("klSum"), NormSum = Real("normSum"),
            Examples = Whole("examples"), GoodSteps = Whole("goodSteps"),
            BestLoss = Real("bestLoss"), BestStep = Whole("bestStep"), EpochsSinceBest = Small("epochsSinceBest"),
            StoppedEarly = Get("stoppedEarly") == "true",
        };

        string Get(string key) => text.TryGetValue(key, out var value) ? value : throw new FormatException($"'{key}' is missing");
        long Whole(string key) => long.Parse(Get(key), NumberStyles.None, CultureInfo.InvariantCulture);
        int Small(string key) => int.Parse(Get(key), NumberStyles.None, CultureInfo.InvariantCulture);
        double Real(string key) => double.Parse(Get(key), CultureInfo.InvariantCulture);
    }

    private static string Text<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}

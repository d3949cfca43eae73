namespace Elbo.Runs;

/// <summary>Makes <c>metrics.csv</c> fit to go on with: a damaged row must not keep a run from being resumed.</summary>
internal static class MetricsRecovery
{
    /// <summary>Takes out the rows that are damaged; the file as it was is kept beside it.</summary>
    /// <param name="log">The log.</param>
    /// <param name="epochs">Epochs that are over, of which there should be rows.</param>
    /// <param name="stepAfter">The step that an epoch, from 1, ends with.</param>
    /// <returns>What was damaged or is missing, in a sentence; null where nothing is, or nothing new.</returns>
    /// <exception cref="ElboException">The file cannot be read or written.</exception>
    public static string? Run(MetricsLog log, int epochs, Func<int, long> stepAfter)
    {
        string text = log.Text(), whole = text[..(text.LastIndexOf('\n') + 1)];
        var kept = new SortedDictionary<int, string>();
        bool damaged = false;
        string[] lines = whole.Split('\n')[..^1];
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].TrimEnd('\r');
            // A row whose step is not its epoch's has a number changed.
            if (i == 0) damaged |= line != MetricsLog.Header;
            else if (MetricsLog.TryParse(line, out var row) && row.Epoch >= 1 && row.Step == stepAfter(row.Epoch)) damaged |= !kept.TryAdd(row.Epoch, line);
            else damaged = true;
        }
        int missing = epochs - kept.Keys.Count(epoch => epoch <= epochs);
        if (!damaged) return missing > 0 && IsNew(log, kept, epochs) ? $"{log.Path} lacks the rows of {missing} of {epochs} epochs; the run goes on without them." : null;
        string aside = Aside.NameFor(log.Path);
        AtomicFile.Write(aside, stream =>
        {
            using var damage = File.OpenRead(log.Path);
            damage.CopyTo(stream);
        });
        AtomicFile.WriteText(log.Path, string.Concat(kept.Values.Prepend(MetricsLog.Header).Select(line => line + "\n")));
        string lost = missing == 0 ? "no epoch's row is lost" : $"the rows of {missing} of {epochs} epochs are lost";
        return $"{log.Path} was damaged: {lost} and the file is kept as {Path.GetFileName(aside)}; the run goes on.";
    }

    /// <summary>Whether a gap has come since the run was last resumed: an older one has rows behind it, or lies beside the damage that made it.</summary>
    private static bool IsNew(MetricsLog log, SortedDictionary<int, string> kept, int epochs) =>
        !kept.ContainsKey(epochs) && !File.Exists(log.Path + Aside.Damaged);
}

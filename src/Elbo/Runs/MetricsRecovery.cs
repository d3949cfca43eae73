namespace Elbo.Runs;

/// <summary>Makes <c>metrics.csv</c> fit to go on with: a damaged row must not keep a run from being resumed.</summary>
internal static class MetricsRecovery
{
    private const string AsideEnding = ".damaged";

    /// <summary>Takes out the rows that are damaged; the file as it was is kept beside it.</summary>
    /// <param name="log">The log.</param>
    /// <param name="epochs">Epochs that are over, of which there should be rows.</param>
    /// <param name="stepAfter">The step that an epoch, from 1, ends with.</param>
    /// <returns>What is missing, in a sentence; null where nothing is.</returns>
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
            else if (MetricsLog.TryParse(line, out var row) && row!.Epoch >= 1 && row.Step == stepAfter(row.Epoch)) damaged |= !kept.TryAdd(row.Epoch, line);
            else damaged = true;
        }
        if (damaged)
        {
            AtomicFile.Write(log.Path + AsideEnding, stream =>
            {
                using var damage = File.OpenRead(log.Path);
                damage.CopyTo(stream);
            });
            AtomicFile.WriteText(log.Path, string.Concat(kept.Values.Prepend(MetricsLog.Header).Select(line => line + "\n")));
        }
        int missing = epochs - kept.Keys.Count(epoch => epoch <= epochs);
        return (damaged, missing) switch
        {
            (false, 0) => null,
            (false, _) => $"{log.Path} lacks the rows of {missing} of {epochs} epochs; the run goes on without them.",
            _ => $"{log.Path} was damaged: the rows of {missing} of {epochs} epochs are lost and the file is kept as {Path.GetFileName(log.Path)}{AsideEnding}; the run goes on.",
        };
    }
}

namespace Elbo.Faults;

/// <summary>Whether a trace of calls is in an order that a power cut cannot harm.</summary>
internal static class PowerCut
{
    /// <summary>
    /// The breaches: a file renamed into place that was written after its last flush, or a checkpoint deleted before the newer one was
    /// there or its folder flushed. Figures can be drawn again, and their folders are not flushed.
    /// </summary>
    public static IEnumerable<string> Breaches(IEnumerable<TracedCall> trace)
    {
        HashSet<string> unflushed = [], renamed = [];
        string newest = "";
        foreach (var call in trace)
        {
            string folder = Path.GetDirectoryName(call.To) is { Length: > 0 } named ? named : ".";
            switch (call.Call)
            {
                case "write" or "ftruncate":
                    unflushed.Add(call.Path);
                    break;
                case "fsync":
                    unflushed.Remove(call.Path);
                    renamed.Remove(call.Path);
                    break;
                case "rename" when unflushed.Contains(call.Path):
                    yield return $"{call.To} was renamed into place before it was flushed";
                    break;
                case "rename" when !folder.Contains("figures", StringComparison.Ordinal):
                    renamed.Add(folder);
                    if (IsCheckpoint(call.To) && string.CompareOrdinal(call.To, newest) > 0) newest = call.To;
                    break;
                case "unlink" when IsCheckpoint(call.Path) && (string.CompareOrdinal(call.Path, newest) >= 0 || renamed.Count > 0):
                    yield return $"{call.Path} was deleted before a newer checkpoint was there for good";
                    break;
                default:
                    break;
            }
        }
        foreach (string folder in renamed) yield return $"{folder} was not flushed after a file was renamed into it";
    }

    private static bool IsCheckpoint(string path) => path.EndsWith(".safetensors", StringComparison.Ordinal) && Path.GetFileName(path).StartsWith("step-", StringComparison.Ordinal);
}

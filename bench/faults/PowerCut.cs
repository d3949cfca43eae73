namespace Elbo.Faults;

/// <summary>Whether a trace of calls is in an order that a power cut cannot harm.</summary>
internal static class PowerCut
{
    /// <summary>
    /// The breaches: a file renamed into place that was written after its last flush, or a checkpoint deleted before the
    /// newer one was renamed. That folders are flushed the trace does not show: see FolderFlush in src/Elbo/Runs.
    /// </summary>
    public static IEnumerable<string> Breaches(IEnumerable<TracedCall> trace)
    {
        var unflushed = new HashSet<string>();
        string newest = "";
        foreach (var call in trace)
        {
            switch (call.Call)
            {
                case "write" or "ftruncate":
                    unflushed.Add(call.Path);
                    break;
                case "fsync":
                    unflushed.Remove(call.Path);
                    break;
                case "rename" when unflushed.Contains(call.Path):
                    yield return $"{call.To} was renamed into place before it was flushed";
                    break;
                case "rename" when IsCheckpoint(call.To) && string.CompareOrdinal(call.To, newest) > 0:
                    newest = call.To;
                    break;
                case "unlink" when IsCheckpoint(call.Path) && string.CompareOrdinal(call.Path, newest) >= 0:
                    yield return $"{call.Path} was deleted before a newer checkpoint was there";
                    break;
                default:
                    break;
            }
        }
    }

    private static bool IsCheckpoint(string path) => path.EndsWith(".safetensors", StringComparison.Ordinal) && Path.GetFileName(path).StartsWith("step-", StringComparison.Ordinal);
}

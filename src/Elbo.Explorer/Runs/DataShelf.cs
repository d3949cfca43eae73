using Elbo.Data;
using Elbo.Recipes;

namespace Elbo.Explorer.Runs;

/// <summary>Data sets in memory, shared by the runs that were trained on them. The least used goes when there are too many.</summary>
internal sealed class DataShelf
{
    private const int Most = 3;

    private readonly Lock gate = new();
    private readonly List<(DataOptions Options, Task<DataSplits> Data)> shelf = [];

    /// <summary>The data set that these options name, loaded at the first call; what fails is tried again by the next.</summary>
    public Task<DataSplits> Load(DataOptions options)
    {
        lock (gate)
        {
            int at = shelf.FindIndex(entry => entry.Options == options && !entry.Data.IsFaulted && !entry.Data.IsCanceled);
            var found = at >= 0 ? shelf[at] : (options, Task.Run(() => Datasets.Load(options)));
            if (at >= 0) shelf.RemoveAt(at);
            shelf.RemoveAll(entry => entry.Data.IsFaulted || entry.Data.IsCanceled);
            shelf.Insert(0, found);
            if (shelf.Count > Most) shelf.RemoveAt(Most);
            return found.Item2;
        }
    }
}

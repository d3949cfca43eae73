using Elbo.Data.Pictures;
using Elbo.Data.Tables;

namespace Elbo.Data;

/// <summary>How a data set is loaded, as against what is loaded, which <see cref="Elbo.Recipes.DataOptions"/> say.</summary>
public sealed record LoadOptions
{
    /// <summary>The seed of data sets made by code.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where to look and to keep packed pictures; this user's folders when left out.</summary>
    public DataFolders? Folders { get; init; }

    /// <summary>
    /// Whether all pictures of a folder or archive that comes without parts are its test set, for data that nothing is trained on.
    /// </summary>
    public bool Whole { get; init; }

    /// <summary>The columns that a table must fit, those of the table that a model was trained on; found in the table itself when left out.</summary>
    public TableSchema? Schema { get; init; }

    /// <summary>Told how far the first reading of picture files is; not called when they are packed already. Calls do not overlap.</summary>
    public IProgress<PackingProgress>? Progress { get; init; }

    /// <summary>Stops the first reading, which leaves nothing behind.</summary>
    public CancellationToken Cancellation { get; init; }
}

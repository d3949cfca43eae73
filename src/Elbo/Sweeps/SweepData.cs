using Elbo.Data;
using Elbo.Recipes;

namespace Elbo.Sweeps;

/// <summary>The data of a sweep's runs: loaded once where they learn from the same, and let go of where many large ones take turns.</summary>
/// <param name="load">Loads data; <see cref="Datasets"/> does when left out.</param>
public sealed class SweepData(Func<DataOptions, DataSplits>? load = null)
{
    private const long MostValues = 1L << 30;

    private readonly List<(DataOptions Options, DataSplits Splits)> held = [];

    /// <summary>What a recipe with these options learns from.</summary>
    /// <exception cref="ElboException">The data cannot be loaded.</exception>
    public DataSplits Of(DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var (known, data) in held)
        {
            if (known == options || (Datasets.HoldsPictures(options.Name) && known with { Size = data.Train.Shape.Height } == options)) return data;
        }
        while (held.Count > 0 && held.Sum(each => Values(each.Splits)) > MostValues) held.RemoveAt(0);
        var splits = load is null ? Datasets.Load(options) : load(options);
        held.Add((options, splits));
        return splits;
    }

    private static long Values(DataSplits splits) => ((long)splits.Train.Count + splits.Validation.Count + splits.Test.Count) * splits.Train.Shape.Features;
}

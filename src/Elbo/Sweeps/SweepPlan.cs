using Elbo.Recipes;
using Elbo.Training;

namespace Elbo.Sweeps;

/// <summary>A recipe and the combinations of settings that it is trained with.</summary>
public sealed class SweepPlan
{
    /// <summary>The most runs that a sweep can have.</summary>
    public const int MostRuns = 1000;

    internal SweepPlan(Recipe recipe, IReadOnlyList<string> keys, IReadOnlyList<SweepRun> runs) => (Recipe, Keys, Runs) = (recipe, keys, runs);

    /// <summary>The recipe before anything is varied.</summary>
    public Recipe Recipe { get; }

    /// <summary>The settings that vary.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>The runs, in the order in which they are trained.</summary>
    public IReadOnlyList<SweepRun> Runs { get; }

    /// <summary>Every combination of the variations' values; the last variation's change fastest.</summary>
    /// <exception cref="SettingException">A setting or value cannot be, a run or setting is given twice, or there are too many runs.</exception>
    public static SweepPlan Of(Recipe recipe, IReadOnlyList<Variation> variations)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(variations);
        recipe = RecipeData.WithWholePath(recipe);
        if (variations.Count == 0) throw new SettingException("A sweep needs a setting to vary; give one with its values, such as model.latent=2,8,20.");
        string[] keys = [.. variations.Select(each => each.Key)];
        if (keys.CountBy(key => key).FirstOrDefault(each => each.Value > 1).Key is { } twice)
            throw new SettingException($"{twice} is varied twice; give all its values together.");
        double count = variations.Aggregate(1.0, (product, each) => product * each.Values.Count);
        if (count > MostRuns) throw TooMany(count);
        IEnumerable<string[]> combinations = [[]];
        foreach (var variation in variations)
            combinations = combinations.SelectMany(_ => variation.Values, (before, value) => (string[])[.. before, value]);
        return Of(recipe, keys, combinations);
    }

    /// <summary>These combinations of values.</summary>
    internal static SweepPlan Of(Recipe recipe, IReadOnlyList<string> keys, IEnumerable<IReadOnlyList<string>> combinations)
    {
        var runs = new List<SweepRun>();
        var known = new Dictionary<string, SweepRun>(StringComparer.Ordinal);
        foreach (var values in combinations)
        {
            var run = new SweepRun(RunName.Of(keys, values), values, recipe.With(keys.Zip(values, (key, value) => $"{key}={value}")));
            if (!known.TryAdd(run.Recipe.ToJson(), run) && known[run.Recipe.ToJson()] is var other)
                throw new SettingException($"{Words(keys, other.Values)} and {Words(keys, run.Values)} are the same run; leave one of them out.");
            runs.Add(run);
        }
        return runs.Count <= MostRuns ? new SweepPlan(recipe, keys, runs) : throw TooMany(runs.Count);
    }

    /// <summary>The runs of this plan and of one that was begun before, numbers in ascending order, other values as they were given.</summary>
    /// <exception cref="SettingException">Together they are too many.</exception>
    internal SweepPlan Extending(SweepPlan earlier)
    {
        var runs = earlier.Runs.Concat(Runs).DistinctBy(run => run.Name).ToList();
        var orders = Keys.Select((_, k) => Places(runs, k)).ToArray();
        // Stable: equal values keep the order in which they were given.
        var ordered = runs.OrderBy(_ => 0);
        for (int k = 0; k < Keys.Count; k++)
        {
            int key = k;
            ordered = ordered.ThenBy(run => orders[key][RunName.Label(run.Values[key])]);
        }
        return runs.Count <= MostRuns ? new SweepPlan(Recipe, Keys, [.. ordered]) : throw TooMany(runs.Count);
    }

    /// <summary>The plan as it can be trained: what depends on the data is settled and each run is checked against its own.</summary>
    /// <exception cref="ElboException">A run cannot be trained on its data.</exception>
    public SweepPlan On(SweepData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var runs = new List<SweepRun>();
        foreach (var run in Runs)
        {
            var recipe = RecipeData.WithWholePath(run.Recipe);
            var splits = data.Of(recipe.Data);
            recipe = RecipeData.WithSize(recipe, splits);
            Trainer.Check(recipe, splits);
            runs.Add(run with { Recipe = recipe, Steps = SweepClock.Steps(recipe, splits) });
        }
        return new SweepPlan(Recipe, Keys, runs);
    }

    private static Dictionary<string, int> Places(List<SweepRun> runs, int key)
    {
        string[] labels = [.. runs.Select(run => RunName.Label(run.Values[key])).Distinct(StringComparer.Ordinal)];
        double?[] numbers = [.. labels.Select(RunName.Number)];
        if (Array.TrueForAll(numbers, number => number is not null)) Array.Sort(numbers, labels);
        return labels.Select((label, place) => (label, place)).ToDictionary(each => each.label, each => each.place, StringComparer.Ordinal);
    }

    private static string Words(IReadOnlyList<string> keys, IReadOnlyList<string> values) =>
        string.Join(" with ", keys.Zip(values, (key, value) => Quoted.Text($"{key}={value}")));

    private static SettingException TooMany(double count) => new($"These variations make {count:N0} runs, more than the {MostRuns:N0} that a sweep can have; give fewer values.");
}

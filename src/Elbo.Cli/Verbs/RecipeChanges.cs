using System.CommandLine;

namespace Elbo.Cli.Verbs;

/// <summary>The options by which verbs that train change a recipe's settings.</summary>
internal sealed class RecipeChanges
{
    public Option<string?> Data { get; } = new("--data") { HelpName = "NAME|DIR|FILE", Description = "A data set's name (see elbo data list), a folder, a zip or tar of pictures, a CSV table, or a NumPy array." };

    public Option<int?> Epochs { get; } = new("--epochs") { HelpName = "N", Description = "Passes over the training set." };

    public Option<int?> Steps { get; } = new("--steps") { HelpName = "N", Description = "Training steps, instead of epochs." };

    public Option<long?> Seed { get; } = new("--seed") { HelpName = "N", Description = "Key of all random numbers." };

    public Option<string[]> Set { get; } = new("--set") { HelpName = "KEY=VALUE", Description = "Changes a setting of the recipe, KEY=VALUE; may be given often." };

    /// <summary>All changes, each <c>key=value</c>; short options count after --set.</summary>
    public List<string> Of(ParseResult parse)
    {
        var changes = new List<string>(parse.GetValue(Set) ?? []);
        if (parse.GetValue(Data) is { } data) changes.Add($"data.name={data}");
        int? epochs = parse.GetValue(Epochs), steps = parse.GetValue(Steps);
        if (epochs is not null && steps is not null) throw new SettingException("--epochs and --steps say the same thing twice; give one of them.");
        if (epochs is not null) changes.Add($"training.epochs={epochs}");
        if (steps is not null) changes.Add($"training.steps={steps}");
        if (parse.GetValue(Seed) is { } seed) changes.Add($"seed={seed}");
        return changes;
    }
}

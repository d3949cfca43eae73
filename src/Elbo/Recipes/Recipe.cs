namespace Elbo.Recipes;

/// <summary>
/// Everything that determines a training run: data, model, objective, training and seed. The same recipe and seed give the same weights, bit for bit.
/// </summary>
/// <remarks>Recipes are immutable JSON documents; two are equal when their documents are.</remarks>
public sealed record Recipe
{
    /// <summary>A short name of letters, digits, '-', '_' and '.'; it becomes part of the run directory's name.</summary>
    public required string Name { get; init; }

    /// <summary>What the recipe trains, in a sentence or two.</summary>
    public string Description { get; init; } = "";

    /// <summary>The paper or system that it follows, and where it differs.</summary>
    public string Source { get; init; } = "";

    /// <summary>Key of every random number of the run; 0 or more.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>What to learn from.</summary>
    public DataOptions Data { get; init; } = new();

    /// <summary>Encoder, posterior, prior, decoder and likelihood.</summary>
    public ModelOptions Model { get; init; } = new();

    /// <summary>What training minimises.</summary>
    public ObjectiveOptions Objective { get; init; } = new();

    /// <summary>How training minimises it.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Reads a recipe and validates it. Missing settings take their defaults, unknown ones are refused.</summary>
    /// <param name="json">The document.</param>
    /// <param name="sourceName">What to call the document in messages, such as its path.</param>
    /// <exception cref="SettingException">The text is no JSON, a setting is unknown, has a wrong type or an impossible value.</exception>
    public static Recipe Parse(string json, string sourceName = "recipe")
    {
        ArgumentNullException.ThrowIfNull(json);
        var recipe = RecipeReader.Read(json, sourceName);
        RecipeRules.Check(recipe, sourceName);
        return recipe;
    }

    /// <summary>The indented document with every setting in a stable order; <see cref="Parse"/> gives back an equal recipe.</summary>
    public string ToJson() => RecipeJson.Write(this);

    /// <summary>This recipe with one setting changed, validated.</summary>
    /// <param name="key">Dotted key, such as <c>model.latent</c>, <c>model.encoder.0.dropout</c> or <c>model.encoder.*.units</c> for all layers.</param>
    /// <param name="value">Text of the value, read by the setting's type; lists and objects as JSON.</param>
    /// <remarks>Setting <c>training.steps</c> clears <c>training.epochs</c> and the other way round.</remarks>
    /// <exception cref="SettingException">There is no such setting, or the value has a wrong type or is impossible.</exception>
    public Recipe With(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return RecipeOverrides.Apply(this, [(key, value)]);
    }

    /// <summary>This recipe with settings changed in order, each written <c>key=value</c>, validated after the last.</summary>
    /// <inheritdoc cref="With(string, string)"/>
    public Recipe With(IEnumerable<string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return RecipeOverrides.Apply(this, settings.Select(RecipeOverrides.Split));
    }

    /// <summary>Checks that every setting has a possible value.</summary>
    /// <exception cref="SettingException">Names the setting, its value and the allowed range.</exception>
    public void Validate() => RecipeRules.Check(this, null);

    /// <summary>Whether both recipes have the same document.</summary>
    public bool Equals(Recipe? other) => other is not null && (ReferenceEquals(this, other) || ToJson() == other.ToJson());

    /// <inheritdoc/>
    public override int GetHashCode() => ToJson().GetHashCode(StringComparison.Ordinal);
}

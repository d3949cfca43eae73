using System.Globalization;
using Elbo.Data;
using Elbo.Recipes;

namespace Elbo.Conditions;

/// <summary>The classes that a conditional model knows, by name; their order is that of the labels.</summary>
internal static class ClassLabels
{
    /// <summary>Labels are bytes.</summary>
    public const int Most = 256;

    /// <summary>The classes of the data that a recipe is trained on; none for an unconditional one.</summary>
    /// <exception cref="ElboException">The recipe needs labels, which the data lack.</exception>
    public static IReadOnlyList<string> Of(Recipe recipe, Dataset train)
    {
        if (recipe.Model.Condition == ConditionKind.None) return [];
        if (train.Labels is null || train.LabelNames.Count == 0)
            throw new ElboException($"model.condition label needs labelled data, but {train.Name} has no labels; give labelled data (for folders of pictures data.labels=folders) or set model.condition=none.");
        if (train.LabelNames.Count > Most)
            throw new ElboException($"{train.Name} has {train.LabelNames.Count} labels, more than the {Most} classes that model.condition label takes; give data of fewer labels.");
        return train.LabelNames;
    }

    /// <summary>Refuses data whose labels are not these classes.</summary>
    /// <exception cref="ElboException">The data have no labels, or others.</exception>
    public static void Require(IReadOnlyList<string> classes, Dataset data)
    {
        if (classes.Count == 0) return;
        if (data.Labels is null)
            throw new ElboException($"{data.Name} has no labels, but this model was trained with labels ({Some(classes)}); give labelled data.");
        for (int i = 0; i < data.LabelNames.Count; i++)
        {
            if (i < classes.Count ? data.LabelNames[i] != classes[i] : data.Labels.Contains((byte)i))
                throw new ElboException($"Label {i} of {data.Name} is {Quoted.Text(data.LabelNames[i])}, but this model was trained with {Some(classes)}; give data with those labels in that order.");
        }
    }

    /// <summary>The class of this name or else of this number.</summary>
    /// <exception cref="SettingException">There is none.</exception>
    public static byte Find(IReadOnlyList<string> classes, string text)
    {
        if (classes.Count == 0) throw new SettingException($"There is no label {Quoted.Text(text)}: this model was trained without labels; train a recipe with model.condition=label.");
        for (int i = 0; i < classes.Count; i++)
            if (classes[i] == text) return (byte)i;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < classes.Count) return (byte)index;
        string hint = text.Length > 2 && Nearest.Find(text, classes) is { } near ? $"did you mean {Quoted.Text(near)}?" : $"choose one of {Some(classes)}.";
        throw new SettingException($"There is no label {Quoted.Text(text)}; {hint}");
    }

    /// <summary>The first names, for messages.</summary>
    public static string Some(IReadOnlyList<string> classes) =>
        string.Join(", ", classes.Take(12)) + (classes.Count > 12 ? $", … ({classes.Count} in all)" : "");
}

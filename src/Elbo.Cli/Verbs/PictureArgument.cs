using System.CommandLine;
using System.Globalization;
using Elbo.Data;

namespace Elbo.Cli.Verbs;

/// <summary>What verbs that look at single pictures of a data set share: which one, and where figures go that are several files.</summary>
internal static class PictureArgument
{
    private static readonly (string Name, DataSplit Split)[] Splits = [("test", DataSplit.Test), ("validation", DataSplit.Validation), ("train", DataSplit.Train)];

    public static Option<int?> Image() => new("--image") { HelpName = "I", Description = "A test picture by its number, from 0." };

    public static Option<string> Split() => new("--split") { HelpName = "SPLIT", Description = "Whose pictures: test, validation or train.", DefaultValueFactory = _ => Splits[0].Name };

    public static Option<string?> Folder() => new("--out") { HelpName = "DIR", Description = "The folder to write the pictures to; figures in the run directory when left out." };

    /// <summary>The split of this name, known before anything is loaded.</summary>
    public static DataSplit Of(ParseResult parse, Option<string> split) =>
        Array.Find(Splits, known => known.Name == parse.GetValue(split)) is { Name: not null } found ? found.Split
        : throw new SettingException($"--split must be one of {string.Join(", ", Splits.Select(known => known.Name))}, not {Quoted.Text(parse.GetValue(split))}.");

    /// <summary>The index, if the data have such a picture.</summary>
    public static int Require(int index, Dataset data, Option option) => index >= 0 && index < data.Count ? index
        : data.Count == 0 ? throw new ElboException($"{data.Name} is empty and has no picture {index}; give others with --data.")
        : throw new SettingException($"{option.Name} must be between 0 and {data.Count - 1}, the pictures of {data.Name}, not {index}.");

    /// <summary>The posterior mean of one picture, and the class under which a conditional model sees it.</summary>
    public static (float[] Code, byte Label) Code(Vae vae, Dataset data, int index)
    {
        vae.RequireShape(data);
        float[] picture = vae.Shown(data, [index]);
        byte[] labels = vae.LabelsOf(data, [index], picture);
        return (vae.Encode(picture, labels).Mean, labels is [var label] ? label : (byte)0);
    }

    /// <summary>A picture in words, with its label's name where it has one.</summary>
    public static string Words(Dataset data, int index) => string.Create(CultureInfo.InvariantCulture, $"picture {index} of {data.Name}")
        + (data.Labels is { } labels ? $" (label {data.LabelNames[labels[index]]})" : "");
}

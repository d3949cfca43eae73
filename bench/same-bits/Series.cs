using Elbo.Recipes;

namespace Elbo.SameBits;

/// <summary>How much of the recipes is run: which of them, for how many steps, changed how, on which data and in which settings.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Steps">Training steps.</param>
/// <param name="Data">Sub-folder of the data.</param>
internal sealed record Series(string Name, int Steps, string Data)
{
    /// <summary>
    /// 500 steps of every recipe. The fully connected ones are unaltered; the convolutional ones, which would take hours, get
    /// smaller pictures and batches of 40, one whole block of 32 lanes and a part of one.
    /// </summary>
    private static readonly Series Long = new("500 steps", 500, "some");

    /// <summary>Every recipe with narrow layers, where multiply-adds in software, a hundred times slower, and unoptimised code end in minutes.</summary>
    private static readonly Series Narrow = new("narrow", 6, "few");

    /// <summary>The convolutional recipes as they are, a few steps.</summary>
    private static readonly Series Whole = new("unaltered", 6, "some");

    public static IReadOnlyList<Series> All { get; } = [Long, Narrow, Whole];

    public bool Holds(string recipe) => this != Whole || IsConvolutional(recipe);

    /// <summary>Whether a setting belongs to this series.</summary>
    public bool Holds(Setting setting) =>
        this == Long ? !setting.Slow || setting.Debug
        : this == Narrow ? setting.Slow || setting == Setting.Reference || setting.Name is "avx2" or "128-bit"
        : setting == Setting.Reference || setting.Name is "threads-1" or "threads-7" or "avx2" or "128-bit" or "interrupted" or "TieredCompilation=0";

    /// <summary>Whether everything is drawn and measured, or only what is quick, as the models are large.</summary>
    public bool IsThorough => this != Whole;

    /// <summary>The words after <c>elbo train RECIPE</c> but for threads and run directory.</summary>
    public IEnumerable<string> Words(string recipe, int steps)
    {
        yield return "--data";
        yield return IsColour(recipe) ? "celeba" : IsTable(recipe) ? "penguins" : "mnist";
        yield return "--steps";
        yield return $"{steps}";
        string[] changes =
        [
            "training.patience=null", "training.checkpointEpochs=1", "training.keepCheckpoints=1",
            .. IsTable(recipe) ? (string[])["data.validation=30"] : ["training.pictureEpochs=4", $"data.validation={(Data == "few" ? 16 : 200)}"],
            .. IsColour(recipe) ? ["data.labels=folders"] : (string[])[],
            .. Changes(recipe),
        ];
        foreach (string change in changes)
        {
            yield return "--set";
            yield return change;
        }
    }

    private string[] Changes(string recipe) => this == Whole ? [] : (recipe, this == Narrow) switch
    {
        ("conv-mnist", false) => ["training.batch=40"],
        ("conv-celeba", false) => ["training.batch=40", .. Celeba16],
        ("conv-rgb48", false) => ["training.batch=40", .. Rgb16],
        ("conv-mnist", true) => ["training.batch=9", .. Narrowed(recipe, 5)],
        ("conv-celeba", true) => ["training.batch=9", .. Celeba16, .. Narrowed(recipe, 5)],
        ("conv-rgb48", true) => ["training.batch=9", .. Rgb16, .. Narrowed(recipe, 3)],
        (_, true) => ["training.batch=33", "model.encoder.*.units=19", "model.decoder.*.units=19"],
        _ => [],
    };

    private static readonly string[] Celeba16 = ["data.size=16", "model.decoder.0.units=2048", "model.decoder.1.height=2", "model.decoder.1.width=2"];

    // 16 pixels: 13 after the decoder's first dense layers, whatever; the last dense layer makes the picture's own size of it.
    private static readonly string[] Rgb16 = ["data.size=16", "model.decoder.2.units=1225", "model.decoder.3.height=7", "model.decoder.3.width=7"];

    /// <summary>Every convolution with so many channels, and the dense layer before a reshape fitted to it.</summary>
    private static IEnumerable<string> Narrowed(string recipe, int channels)
    {
        var known = RecipeBook.Get(recipe).With([.. recipe == "conv-celeba" ? Celeba16 : recipe == "conv-rgb48" ? Rgb16 : []]);
        foreach (var (stack, layers) in new[] { ("encoder", known.Model.Encoder), ("decoder", known.Model.Decoder) })
        {
            for (int i = 0; i < layers.Count; i++)
            {
                string at = $"model.{stack}.{i}.";
                if (layers[i] is ReshapeOptions) yield return $"{at}channels={channels}";
                else if (layers[i] is DenseOptions) yield return $"{at}units={(i + 1 < layers.Count && layers[i + 1] is ReshapeOptions shape ? channels * shape.Height * shape.Width : 19)}";
                else if (layers[i] is ConvolutionOptions or TransposedConvolutionOptions) yield return $"{at}channels={channels}";
            }
        }
    }

    private static bool IsConvolutional(string recipe) => recipe.StartsWith("conv-", StringComparison.Ordinal);

    public static bool IsTable(string recipe) => recipe == "tabular";

    private static bool IsColour(string recipe) => recipe is "conv-celeba" or "conv-rgb48";
}

using System.Globalization;
using System.Text.Json;
using Elbo.Tensors;

namespace Elbo.Recipes;

/// <summary>Which values of settings are possible, and together.</summary>
internal static class RecipeRules
{
    private const int Million = 1_000_000, MostChannels = 65_536;

    /// <summary>Throws on the first impossible value, naming its full key and the allowed range, behind the document's name if it has one.</summary>
    public static void Check(Recipe recipe, string? source)
    {
        string? complaint = Complaints(recipe).FirstOrDefault(found => found is not null);
        if (complaint is not null) throw new SettingException(source is null ? complaint + "." : $"{source}: {complaint}.");
    }

    private static IEnumerable<string?> Complaints(Recipe recipe)
    {
        yield return Named(recipe.Name);
        yield return Whole("seed", recipe.Seed, 0, long.MaxValue);
        yield return string.IsNullOrWhiteSpace(recipe.Data.Name) || recipe.Data.Name.Contains('\0')
            ? $"data.name must name a data set or a path, not {Quoted.Text(recipe.Data.Name)}" : null;
        yield return Whole("data.validation", recipe.Data.Validation, 0, int.MaxValue);
        if (recipe.Data.Size is { } size) yield return Whole("data.size", size, 8, 1024);
        foreach (string? complaint in Model(recipe)) yield return complaint;
        foreach (string? complaint in Objective(recipe.Objective)) yield return complaint;
        foreach (string? complaint in Training(recipe.Training)) yield return complaint;
        yield return recipe.Data.Validation == 0 && (recipe.Training.Patience is not null || recipe.Training.Select == Selection.Best)
            ? "data.validation must be 1 or more, not 0, for training.patience or training.select best" : null;
    }

    private static IEnumerable<string?> Model(Recipe recipe)
    {
        var model = recipe.Model;
        yield return Whole("model.latent", model.Latent, 1, 100_000);
        foreach (var (part, layers) in new[] { ("encoder", model.Encoder), ("decoder", model.Decoder) })
        {
            for (int i = 0; i < layers.Count; i++)
            {
                foreach (string? complaint in Layer(layers[i], $"model.{part}.{i}")) yield return complaint;
            }
        }
        foreach (string? complaint in Window("model.output", model.Output.Kernel, model.Output.Stride)) yield return complaint;
        yield return model.Likelihood == LikelihoodKind.Bernoulli && model.Output.Activation != Activation.Linear
            ? $"model.output.activation must be linear for model.likelihood bernoulli, which takes logits, not '{JsonNamingPolicy.CamelCase.ConvertName($"{model.Output.Activation}")}'" : null;
        yield return model.Likelihood == LikelihoodKind.Mixed && model.Output.Activation != Activation.Linear
            ? $"model.output.activation must be linear for model.likelihood mixed, which takes means and logits, not '{JsonNamingPolicy.CamelCase.ConvertName($"{model.Output.Activation}")}'" : null;
        if (model.ColumnDeviation is { } deviation) yield return Real("model.columnDeviation", deviation, 0.001, 1000);
        yield return Real("model.deviationFloor", model.DeviationFloor, 0, 1);
        // The inverse of a smaller one could be infinite as a float.
        yield return model.DeviationFloor is > 0 and < 1e-30
            ? $"model.deviationFloor must be 0, or 1E-30 or more, not {model.DeviationFloor.ToString(CultureInfo.InvariantCulture)}" : null;
        yield return Real("model.initialiserScale", model.InitialiserScale, 0, 1000, lowIncluded: false);
        yield return model.Likelihood == LikelihoodKind.Bernoulli && recipe.Data.Range != DataRange.Unit
            ? $"model.likelihood bernoulli needs data.range unit, not '{(recipe.Data.Range == DataRange.Signed ? "signed" : "standardised")}'" : null;
    }

    private static IEnumerable<string?> Layer(LayerOptions layer, string key)
    {
        switch (layer)
        {
            case DenseOptions dense:
                yield return Whole($"{key}.units", dense.Units, 1, Million);
                yield return Real($"{key}.dropout", dense.Dropout, 0, 1, highIncluded: false);
                break;
            case ConvolutionOptions convolution:
                yield return Whole($"{key}.channels", convolution.Channels, 1, MostChannels);
                foreach (string? complaint in Window(key, convolution.Kernel, convolution.Stride)) yield return complaint;
                break;
            case TransposedConvolutionOptions convolution:
                yield return Whole($"{key}.channels", convolution.Channels, 1, MostChannels);
                foreach (string? complaint in Window(key, convolution.Kernel, convolution.Stride)) yield return complaint;
                break;
            case MaxPoolOptions pool: yield return Whole($"{key}.size", pool.Size, 2, 64); break;
            case UpsampleOptions upsample: yield return Whole($"{key}.factor", upsample.Factor, 2, 16); break;
            case ReshapeOptions reshape:
                yield return Whole($"{key}.channels", reshape.Channels, 1, MostChannels);
                yield return Whole($"{key}.height", reshape.Height, 1, MostChannels);
                yield return Whole($"{key}.width", reshape.Width, 1, MostChannels);
                break;
            case DropoutOptions dropout: yield return Real($"{key}.rate", dropout.Rate, 0, 1, highIncluded: false); break;
            default: throw new ArgumentOutOfRangeException(nameof(layer), layer, "This kind of layer has no rules.");
        }
    }

    private static IEnumerable<string?> Window(string key, int kernel, int stride) =>
        [Whole($"{key}.kernel", kernel, 1, 63), Whole($"{key}.stride", stride, 1, 16)];

    private static IEnumerable<string?> Objective(ObjectiveOptions objective)
    {
        var (annealing, capacity) = (objective.Annealing, objective.Capacity);
        yield return Real("objective.beta", objective.Beta, 0, double.MaxValue);
        yield return Whole("objective.annealing.steps", annealing.Steps, 1, int.MaxValue);
        yield return Whole("objective.annealing.cycles", annealing.Cycles, 1, annealing.Kind == AnnealingKind.Cyclical ? Math.Min(annealing.Steps, int.MaxValue - 1) : int.MaxValue);
        yield return Real("objective.annealing.proportion", annealing.Proportion, 0, 1, lowIncluded: false);
        yield return Whole("objective.capacity.steps", capacity.Steps, 1, int.MaxValue);
        yield return Real("objective.capacity.weight", capacity.Weight, 0, double.MaxValue, lowIncluded: false);
        yield return Real("objective.freeBits", objective.FreeBits, 0, double.MaxValue);
        if (capacity.Nats is not { } nats) yield break;
        yield return Real("objective.capacity.nats", nats, 0, double.MaxValue);
        string start = $"objective.capacity.nats {nats.ToString(CultureInfo.InvariantCulture)} holds the KL divergence to a target, so";
        yield return objective.FreeBits > 0 ? $"{start} objective.freeBits must be 0, not {objective.FreeBits.ToString(CultureInfo.InvariantCulture)}" : null;
        yield return annealing.Kind != AnnealingKind.None ? $"{start} objective.annealing.kind must be none, not '{JsonNamingPolicy.CamelCase.ConvertName($"{annealing.Kind}")}'" : null;
        yield return objective.Beta != 1 ? $"{start} objective.beta must be 1, not {objective.Beta.ToString(CultureInfo.InvariantCulture)}; weigh the distance with objective.capacity.weight" : null;
    }

    private static IEnumerable<string?> Training(TrainingOptions training)
    {
        yield return Whole("training.batch", training.Batch, 1, Million);
        yield return training.Epochs is null == training.Steps is null
            ? $"training needs exactly one of training.epochs and training.steps, not {(training.Epochs is null ? "neither" : $"both ({training.Epochs} and {training.Steps})")}" : null;
        if (training.Epochs is { } epochs) yield return Whole("training.epochs", epochs, 1, int.MaxValue);
        if (training.Steps is { } steps) yield return Whole("training.steps", steps, 1, int.MaxValue);
        yield return Real("training.learningRate", training.LearningRate, 0, Million, lowIncluded: false);
        yield return Real("training.decay.rate", training.Decay.Rate, 0, 1, lowIncluded: false);
        yield return Whole("training.decay.steps", training.Decay.Steps, 1, int.MaxValue);
        yield return Real("training.adam.beta1", training.Adam.Beta1, 0, 1, highIncluded: false);
        yield return Real("training.adam.beta2", training.Adam.Beta2, 0, 1, highIncluded: false);
        // Below that it could be 0 as a float, and 0 / 0 where a gradient is 0.
        yield return Real("training.adam.epsilon", training.Adam.Epsilon, 1e-30, double.MaxValue);
        if (training.Clip is { } clip) yield return Real("training.clip", clip, 0, double.MaxValue, lowIncluded: false);
        if (training.Patience is { } patience) yield return Whole("training.patience", patience, 1, int.MaxValue);
        yield return Whole("training.maximumSkippedSteps", training.MaximumSkippedSteps, 0, int.MaxValue);
        yield return Whole("training.checkpointEpochs", training.CheckpointEpochs, 1, int.MaxValue);
        yield return Whole("training.keepCheckpoints", training.KeepCheckpoints, 1, int.MaxValue);
        if (training.PictureEpochs is { } pictures) yield return Whole("training.pictureEpochs", pictures, 1, int.MaxValue);
        if (training.ScatterSteps is { } scatters) yield return Whole("training.scatterSteps", scatters, 1, int.MaxValue);
    }

    /// <summary>The name becomes part of a folder's name, so it must not lead out of it.</summary>
    private static string? Named(string name) =>
        name.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? null : $"name must be 1 to 64 letters, digits, '-', '_' or '.', beginning with a letter or digit, not {Quoted.Text(name)}";

    private static string? Whole(string key, long value, long low, long high) =>
        value >= low && value <= high ? null
        : $"{key} must be {(high >= int.MaxValue ? $"{low} or more" : $"between {low} and {high}")}, not {value}";

    private static string? Real(string key, double value, double low, double high, bool lowIncluded = true, bool highIncluded = true)
    {
        bool possible = double.IsFinite(value) && (lowIncluded ? value >= low : value > low) && (highIncluded ? value <= high : value < high);
        if (possible) return null;
        string range = high == double.MaxValue ? $"a finite number, {low}{(lowIncluded ? " or more" : " excluded, or more")}"
            : $"in {(lowIncluded ? '[' : '(')}{low}, {high}{(highIncluded ? ']' : ')')}";
        if (high == double.MaxValue && !lowIncluded) range = $"a finite number above {low}";
        return $"{key} must be {range}, not {value.ToString(CultureInfo.InvariantCulture)}";
    }
}

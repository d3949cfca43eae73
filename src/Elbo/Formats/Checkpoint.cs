using System.Globalization;
using Elbo.Data;
using Elbo.Data.Tables;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Serving;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Formats;

/// <summary>
/// A model in one safetensors file: weights under their own names, for resuming also Adam's moments, and in the
/// metadata the recipe, the data's shape and range, the state of training and a digest of it all.
/// </summary>
internal static class Checkpoint
{
    private const string Format = "elbo.checkpoint", FormatVersion = "1", StatePrefix = "state.";
    private const int MostValues = 1 << 28, LittleShort = 1 << 20; // values of one example, weights
    private const string Classes = "classes", Table = "table", Scores = "calibration", First = "adam.first.", Second = "adam.second.";

    /// <summary>Writes a model, with its state of training where it is to be resumed from here.</summary>
    public static void Write(string path, Vae vae, TrainingState? state) => Write(path, vae, vae.Store, vae.Step, state);

    /// <summary>Writes weights that a model had at an earlier step.</summary>
    public static void Write(string path, Vae vae, EarlierWeights weights)
    {
        if (weights.Step == vae.Step)
        {
            Write(path, vae, state: null);
            return;
        }
        using var store = Like(vae.Store);
        weights.Values.CopyTo(store.All(ParameterBlock.Weights));
        Write(path, vae, store, weights.Step, null);
    }

    private static void Write(string path, Vae vae, ParameterStore store, long step, TrainingState? state)
    {
        var tensors = new List<SafetensorsTensor>();
        Add("", ParameterBlock.Weights);
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Format] = FormatVersion,
            ["elbo.version"] = RunInfo.CurrentVersion,
            ["recipe"] = vae.Recipe.ToJson(),
            ["shape"] = string.Create(CultureInfo.InvariantCulture, $"{vae.Shape.Channels},{vae.Shape.Height},{vae.Shape.Width}"),
            ["preprocessing"] = string.Create(CultureInfo.InvariantCulture,
                $"{vae.Preprocessing.Scale:R},{vae.Preprocessing.Shift:R},{vae.Preprocessing.Minimum:R},{vae.Preprocessing.Maximum:R}"),
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
        };
        if (vae.Classes > 0) metadata[Classes] = ClassNames.Write(vae.ClassNames);
        if (store == vae.Store && vae.Calibration is { } calibration) metadata[Scores] = calibration.ToText();
        if (vae.Schema is { } schema) metadata[Table] = schema.ToJson();
        if (state is not null)
        {
            Add(First, ParameterBlock.FirstMoments);
            Add(Second, ParameterBlock.SecondMoments);
            foreach (var (key, value) in state.ToText()) metadata[StatePrefix + key] = value;
        }
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, tensors, metadata));

        void Add(string prefix, ParameterBlock block)
        {
            foreach (var parameter in store.Parameters.Where(p => Holds(block, p)))
            {
                var shape = parameter.Dimensions.Select(d => (long)d).ToArray();
                tensors.Add(SafetensorsTensor.Floats(prefix + parameter.Name, shape, () => store.Values(block, parameter)));
            }
        }
    }

    /// <summary>Reads a model back; the state is null where the file holds weights only, or only they are wanted.</summary>
    /// <exception cref="ElboException">The file is damaged, foreign, or of a newer format.</exception>
    public static (Vae Vae, TrainingState? State) Read(string path, int threads, bool training)
    {
        using var file = Open(path);
        var recipe = Recipe.Parse(Require(file, path, "recipe"), path);
        var shape = ShapeIn(file, path);
        float[] p = Numbers(file, path, "preprocessing", 4, text => float.Parse(text, CultureInfo.InvariantCulture));
        var names = Names(file, path, recipe);
        var schema = SchemaOf(file, path, shape);
        // Before any memory is taken: a recipe of a few letters can ask for all there is. What is only a little short is told by its name below.
        if (ModelSize.Parameters(recipe.Model, shape, names.Count) - LittleShort > file.Tensors.Sum(tensor => tensor.Count))
            throw new ElboException($"{path} holds fewer weights than its recipe needs; take another checkpoint.");
        var vae = new Vae(recipe, shape, new Preprocessing(p[0], p[1], p[2], p[3]), threads, training, names, schema);
        try
        {
            vae.Step = Step(file, path);
            if (file.Metadata.TryGetValue(Scores, out string? scores)) vae.Calibration = Calibration.FromText(scores) ?? throw Unreadable(path, "the calibration of its scores", null);
            Load(file, path, vae.Store, "", ParameterBlock.Weights);
            if (!training || !file.Metadata.ContainsKey(StatePrefix + "step")) return (vae, null);
            Load(file, path, vae.Store, First, ParameterBlock.FirstMoments);
            Load(file, path, vae.Store, Second, ParameterBlock.SecondMoments);
            return (vae, State(file, path));
        }
        catch
        {
            vae.Dispose();
            throw;
        }
    }

    /// <summary>The checkpoint that a run's recipe selects: the best one or the newest.</summary>
    /// <exception cref="ElboException">The run has none yet.</exception>
    public static string Selected(RunDirectory run) => Find(run)
        ?? throw new ElboException($"{run.Path} has no checkpoint yet; train it on with `elbo train --resume {Quoted.Word(run.Path)}`.");

    /// <summary>Like <see cref="Selected"/>, but null where the run has none yet.</summary>
    public static string? Find(RunDirectory run)
    {
        if (run.Recipe.Training.Select == Selection.Best && File.Exists(run.Checkpoints.BestPath)) return run.Checkpoints.BestPath;
        return run.Checkpoints.List() is [{ Path: var newest }, ..] ? newest : null;
    }

    /// <summary>Training steps behind a checkpoint.</summary>
    public static long StepOf(string path)
    {
        using var file = Open(path);
        return Step(file, path);
    }

    /// <summary>The weights of a checkpoint of the same model, as one block.</summary>
    public static EarlierWeights ReadWeights(string path, ParameterStore like)
    {
        using var file = Open(path);
        using var store = Like(like);
        Load(file, path, store, "", ParameterBlock.Weights);
        return new(store.All(ParameterBlock.Weights).ToArray(), Step(file, path));
    }

    /// <summary>Room for the weights of the same model.</summary>
    private static ParameterStore Like(ParameterStore like)
    {
        var store = new ParameterStore();
        foreach (var parameter in like.Parameters)
            _ = parameter.Trained ? store.Add(parameter.Name, [.. parameter.Dimensions]) : store.AddStatistic(parameter.Name, [.. parameter.Dimensions]);
        store.Allocate(training: false);
        return store;
    }

    private static SafetensorsFile Open(string path)
    {
        var file = SafetensorsFile.Open(path);
        try
        {
            if (!file.Metadata.TryGetValue(Format, out string? version))
                throw new ElboException($"{path} is no checkpoint of Elbo's: it names no recipe; give one that 'elbo train' wrote.");
            if (version != FormatVersion)
                throw new ElboException($"{path} was written by Elbo {Quoted.Text(file.Metadata.GetValueOrDefault("elbo.version", "?"))} in a newer format; update Elbo.") { IsDamage = false };
            file.Verify();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Load(SafetensorsFile file, string path, ParameterStore store, string prefix, ParameterBlock block)
    {
        foreach (var parameter in store.Parameters.Where(p => Holds(block, p)))
        {
            string name = prefix + parameter.Name;
            var entry = file.Find(name) ?? throw new ElboException($"{path} lacks the tensor {name}; it does not fit its recipe, take another checkpoint.");
            if (!entry.Shape.SequenceEqual(parameter.Dimensions.Select(d => (long)d)))
                throw new ElboException($"{path}: {name} is {string.Join('×', entry.Shape)} but the recipe needs {string.Join('×', parameter.Dimensions)}; take another checkpoint.");
            file.Read(name, store.Values(block, parameter));
        }
    }

    // Statistics have no moments.
    private static bool Holds(ParameterBlock block, Parameter parameter) => block == ParameterBlock.Weights || parameter.Trained;

    private static TrainingState State(SafetensorsFile file, string path)
    {
        try
        {
            return TrainingState.FromText(file.Metadata
                .Where(pair => pair.Key.StartsWith(StatePrefix, StringComparison.Ordinal))
                .ToDictionary(pair => pair.Key[StatePrefix.Length..], pair => pair.Value));
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Unreadable(path, "the state of training", e);
        }
    }

    /// <summary>Shape of one example, read off an open checkpoint's metadata.</summary>
    internal static Shape ShapeIn(SafetensorsFile file, string path)
    {
        int[] sizes = Numbers(file, path, "shape", 3, text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));
        Int128 values = (Int128)sizes[0] * sizes[1] * sizes[2];
        return values > 0 && values <= MostValues ? new Shape(sizes[0], sizes[1], sizes[2]) : throw Unreadable(path, "shape", null);
    }

    private static IReadOnlyList<string> Names(SafetensorsFile file, string path, Recipe recipe) =>
        recipe.Model.Condition == ConditionKind.None ? [] : ClassNames.Read(Require(file, path, Classes)) ?? throw Unreadable(path, "the names of its classes", null);

    /// <summary>Whether the model was trained on a table.</summary>
    internal static bool HoldsTable(SafetensorsFile file) => file.Metadata.ContainsKey(Table);

    private static TableSchema? SchemaOf(SafetensorsFile file, string path, Shape shape) => !file.Metadata.TryGetValue(Table, out string? text) ? null
        : TableSchema.Parse(text) is { } schema && schema.Shape == shape ? schema : throw Unreadable(path, "the columns of its table", null);

    private static string Require(SafetensorsFile file, string path, string key) =>
        file.Metadata.TryGetValue(key, out string? value) ? value : throw Unreadable(path, key, null);

    private static T[] Numbers<T>(SafetensorsFile file, string path, string key, int count, Func<string, T> parse)
    {
        try
        {
            var numbers = Require(file, path, key).Split(',').Select(parse).ToArray();
            return numbers.Length == count ? numbers : throw Unreadable(path, key, null);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Unreadable(path, key, e);
        }
    }

    private static long Step(SafetensorsFile file, string path) =>
        Numbers(file, path, "step", 1, text => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))[0];

    private static ElboException Unreadable(string path, string what, Exception? cause)
    {
        string message = $"{path} is damaged: {what} cannot be read from it; take another checkpoint.";
        return cause is null ? new ElboException(message) : new ElboException(message, cause);
    }
}

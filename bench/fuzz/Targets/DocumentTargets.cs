using System.Text.Json;
using Elbo.Formats;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Sweeps;

namespace Elbo.Fuzz.Targets;

/// <summary>Recipes; one that is read must come back from its own document.</summary>
internal sealed class RecipeTarget() : DocumentTarget("recipe")
{
    private static readonly string[] Names = ["digits", "conv-mnist", "capacity", "conditional-vae", "cyclical-annealing", "simple-vae"];

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Words.Json, .. Words.Of("\"name\": \"x\"", "\"kind\": ", "\"dense\"", "\"convolution\"", "\"transposedConvolution\"", "\"maxPool\"", "\"upsample\"", "\"reshape\"", "\"dropout\"", "\"units\": 1", "\"model\": {",
            "\"encoder\": [", "{\"kind\":\"dense\",\"units\":1},", "\"latent\"", "\"decay\"", "\"seed\": -1", "\"gaussian\"", "\"label\"", "\"cyclical\"", "\"nats\": 1"),
    ];

    // Documents with all their defaults, trees of them, and the recipe, several times over.
    protected override long MostMemory => 4 << 20;

    protected override long MemoryOfByte => 2000;

    public override IEnumerable<byte[]> Seeds() => Words.Of([.. Names.Select(name => RecipeBook.Get(name).ToJson()), "{ \"name\": \"x\", \"training\": { \"epochs\": 1 } }"]);

    public override bool Read(byte[] file)
    {
        var recipe = Recipe.Parse(Words.Text(file));
        if (!Recipe.Parse(recipe.ToJson()).Equals(recipe)) throw new InvalidOperationException("The recipe does not come back from its document.");
        return true;
    }
}

/// <summary>Changes to a recipe, a line each: <c>key=value</c>.</summary>
internal sealed class SettingsTarget() : Target("settings")
{
    private static readonly Recipe Recipe = RecipeBook.Get("conv-mnist");

    public override int Longest => 1 << 10;

    public override IReadOnlyList<byte[]> Tokens { get; } =
        [.. Words.Json, .. Words.Of("=", ".", "*", "model.encoder.0.kind=dense", "model.encoder.*.", "model.latent=", "training.steps=", "objective.", "kind", "units", "lr=", "{\"kind\":\"dense\",\"units\":1}")];

    protected override long MostMemory => 8 << 20;

    protected override long MemoryOfByte => 4000;

    public override IEnumerable<byte[]> Seeds() => Words.Of(
        "model.latent=20\ntraining.steps=5e3", "model.encoder.0.kind=dense\nmodel.encoder.0.units=7", "model.encoder.*.activation=tanh", "model.decoder=[{\"kind\":\"dense\",\"units\":3}]",
        "objective.annealing.kind=cyclical\nseed=0", "data.name=\"a b\"", "training.clip=null");

    public override bool Read(byte[] file)
    {
        Recipe.With(Words.Text(file).Split('\n').Take(8));
        return true;
    }
}

/// <summary>run.json.</summary>
internal sealed class RunTarget() : DocumentTarget("run")
{
    public override IReadOnlyList<byte[]> Tokens { get; } = [.. Words.Json, .. Words.Of("\"format\"", "\"version\"", "\"created\"", "2026-01-01T00:00:00+00:00")];

    public override IEnumerable<byte[]> Seeds() => Words.Of(new RunInfo(1, "0.1.0", new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2))).ToJson(), "{\"format\":1,\"version\":\"9\",\"more\":[{}]}");

    public override bool Read(byte[] file) => RunInfo.Parse(Words.Text(file), "run").Format > 0;
}

/// <summary>sweep.json.</summary>
internal sealed class SweepTarget() : DocumentTarget("sweep")
{
    public override IReadOnlyList<byte[]> Tokens { get; } =
        [.. Words.Json, .. Words.Of("\"format\"", "\"vary\"", "\"runs\"", "\"values\"", "\"recipe\"", "{\"values\":[\"1\"]},", "model.latent", "\"model.encoder.0.units\"", "\"seed\"")];

    // A recipe is changed and written for each run.
    protected override long MostMemory => 16 << 20;

    protected override long MemoryOfByte => 20_000;

    public override int Longest => 1 << 11;

    public override IEnumerable<byte[]> Seeds() => Words.Of(
        "{\"format\":1,\"version\":\"0.1.0\",\"vary\":[\"model.latent\"],\"runs\":[{\"name\":\"a\",\"values\":[\"2\"]},{\"name\":\"b\",\"values\":[\"3\"]}],\"recipe\":{\"name\":\"x\",\"training\":{\"steps\":9}}}",
        "{\"format\":1,\"vary\":[\"seed\",\"data.size\"],\"runs\":[{\"values\":[\"2\",\"null\"]}],\"recipe\":{\"name\":\"x\",\"training\":{\"epochs\":2},\"model\":{\"encoder\":[{\"kind\":\"dense\",\"units\":3}]}}}");

    public override bool Read(byte[] file) => SweepDocument.Read(Words.Text(file), "sweep.json").Runs.Count > 0;
}

/// <summary>A sweep's table.json; what is read is written as text and as a document again.</summary>
internal sealed class SweepTableTarget() : DocumentTarget("sweep-table")
{
    public override IReadOnlyList<byte[]> Tokens { get; } =
        [.. Words.Json, .. Words.Of("\"keys\"", "\"rows\"", "\"name\"", "\"values\"", "\"state\"", "\"training\"", "\"recipe\"", "\"path\"", "{\"name\":\"a\",\"values\":[\"2\"]},", "\"done\"", "0,")];

    public override IEnumerable<byte[]> Seeds() => Words.Of(new SweepTable("r", "p", ["model.latent"], [new SweepRow { Name = "a", Values = ["2"], Elbo = -1, Training = new(1, 2, 3) }, new SweepRow { Name = "b", Values = ["3"], Reason = "x" }]).ToJson(), "{\"keys\":[],\"rows\":[]}");

    // Its reader, a sweep's folder, takes it for no table.
    public override bool IsRefusal(Exception error) => error is JsonException;

    public override bool Read(byte[] file) => SweepTable.Parse(Words.Text(file)) is var table && table.ToCsv().Length + table.ToJson().Length > 0;
}

/// <summary>The names of a model's classes.</summary>
internal sealed class ClassNamesTarget() : DocumentTarget("classes")
{
    public override IReadOnlyList<byte[]> Tokens => Words.Json;

    public override IEnumerable<byte[]> Seeds() => Words.Of(ClassNames.Write(["a", "b ü \"x\""]), "[\"0\",\"1\",\"2\"]");

    public override bool Read(byte[] file) => ClassNames.Read(Words.Text(file)) is { } names && names.All(name => name.Length >= 0);
}

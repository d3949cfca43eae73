using Elbo.Data;
using Elbo.Exchange;
using Elbo.Exchange.PyTorch;
using Elbo.Formats;
using Elbo.Fuzz.Mutation;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Fuzz.Targets;

/// <summary>PyTorch state dicts, as <c>elbo import</c> takes them.</summary>
internal sealed class StateDictTarget(string scratch) : Target("state-dict")
{
    // Lives as long as the process: a target has no end.
    private readonly Lazy<Vae> model = new(Model);

    public override int Longest => 1 << 14;

    public override IReadOnlyList<byte[]> Tokens { get; } =
        [.. Words.Json, .. Words.Of("encoder.", "decoder.", "0", "1", "7", ".weight", ".bias", ".running_mean", ".running_var", ".num_batches_tracked", "mean", "mu", "fc_mu", "log_variance", "logvar", "rho", "F32", "F64", "F16", "I64", "module.", "\"shape\":[", "data_offsets")];

    // Tensors are read whole and turned around once.
    protected override long MemoryOfByte => 400;

    public override IEnumerable<byte[]> Seeds()
    {
        string path = Path.Combine(scratch, "state.safetensors");
        SafetensorsExport.Write(model.Value, path);
        yield return File.ReadAllBytes(path);
    }

    public override bool Read(byte[] file)
    {
        using var read = SafetensorsFile.Read(new MemoryStream(file), "file");
        if (read.HasDigest) read.Verify();
        new StateLoader(read, "file", model.Value).Load(new StateDict(read, "file", [("module", "")]));
        return true;
    }

    public override byte[] Mutate(byte[] parent, Mutator mutator) =>
        mutator.Random.Percent(40) && SafetensorsRepair.WithHeader(parent, json => JsonDamage.Change(json, mutator.Random)) is { } changed ? Repair(changed) : base.Mutate(parent, mutator);

    protected override byte[] Repair(byte[] file) => SafetensorsRepair.Signature(SafetensorsRepair.HeaderLength(file));

    private static Vae Model()
    {
        var recipe = Recipe.Parse("""
            { "name": "x", "training": { "epochs": 1 }, "model": { "latent": 2,
              "encoder": [ { "kind": "convolution", "channels": 2, "stride": 2, "batchNorm": true }, { "kind": "dense", "units": 3 } ],
              "decoder": [ { "kind": "dense", "units": 3 } ] } }
            """);
        var vae = new Vae(recipe, new Shape(1, 4, 4), new Preprocessing(1, 0, 0, 1), 1, training: false);
        vae.Graph.Initialise(vae.Store, 1);
        return vae;
    }
}

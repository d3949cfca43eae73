using System.Text;
using Elbo.Data;
using Elbo.Formats;
using Elbo.Fuzz.Mutation;
using Elbo.Recipes;
using Elbo.Serving;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Fuzz.Targets;

/// <summary>Files of tensors, Elbo's own and others'.</summary>
internal sealed class SafetensorsTarget() : Target("safetensors")
{
    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. Words.Json, .. Words.Of("__metadata__", "dtype", "shape", "data_offsets", "F32", "F64", "F16", "BF16", "I64", "U8", "BOOL", "F8_E4M3", "elbo.sha256", "[0,0]", "[4294967296,4294967296]", "[-1]",
            "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},", "\"z\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},"),
    ];

    // What the test itself reads the tensors into is not more than the file, and its pieces are of 64 KiB.
    protected override long MemoryOfByte => 400;

    public override IEnumerable<byte[]> Seeds()
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, [SafetensorsTensor.Floats("a", [2, 3], () => new float[6]), SafetensorsTensor.Floats("b.weight", [], () => new float[1])], new Dictionary<string, string> { ["note"] = "ü \"x\"" });
        yield return stream.ToArray();
        yield return File("""{"h":{"dtype":"F16","shape":[1],"data_offsets":[0,2]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]},"d":{"dtype":"F64","shape":[1],"data_offsets":[4,12]},"t":{"dtype":"BOOL","shape":[4],"data_offsets":[12,16]},"i":{"dtype":"I64","shape":[2],"data_offsets":[16,32]}}""", 32);
        yield return File("{}", 0);
    }

    public override bool Read(byte[] file)
    {
        using var read = SafetensorsFile.Read(new MemoryStream(file), "file");
        long data = 0;
        foreach (var tensor in read.Tensors)
        {
            data += tensor.ByteCount;
            if (tensor.Offset < 0 || tensor.ByteCount < 0 || tensor.Offset + tensor.ByteCount > file.Length) throw new InvalidOperationException("A tensor lies outside of the file.");
            if (tensor.Type is SafetensorsType.F32 or SafetensorsType.F64 or SafetensorsType.F16 or SafetensorsType.BF16) read.Read(tensor.Name, new float[tensor.Count]);
            if (tensor.Type == SafetensorsType.I64) read.ReadIntegers(tensor.Name, new long[tensor.Count]);
        }
        if (data >= file.Length) throw new InvalidOperationException("The tensors are more than the file.");
        if (read.HasDigest) read.Verify();
        return true;
    }

    public override byte[] Mutate(byte[] parent, Mutator mutator) =>
        mutator.Random.Percent(40) && SafetensorsRepair.WithHeader(parent, json => JsonDamage.Change(json, mutator.Random)) is { } changed ? Repair(changed) : base.Mutate(parent, mutator);

    protected override byte[] Repair(byte[] file) => SafetensorsRepair.Signature(SafetensorsRepair.HeaderLength(file));

    private static byte[] File(string header, int data) => [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[data]];
}

/// <summary>Checkpoints: a recipe, a model's weights and moments, the state of training.</summary>
internal sealed class CheckpointTarget(string scratch) : FileTarget("checkpoint", scratch, "a.safetensors")
{
    public override int Longest => 1 << 14;

    public override IReadOnlyList<byte[]> Tokens { get; } =
        [.. Words.Json, .. Words.Of("__metadata__", "elbo.checkpoint", "recipe", "\"shape\":\"1,2,2\"", "1,2,2", "2147483647", "preprocessing", "step", "classes", "calibration", "2;-3,-1", "state.", "adam.first.", "encoder.0.weight", "condition\\u0022: \\u0022label", "latent", "dense", "convolution", "[1]", "[\\u0022a\\u0022]")];

    // Decoding the recipe costs the most; weights, gradients and moments are no more than the file.
    protected override long MostMemory => 8 << 20;

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (bool conditional in new[] { false, true })
            foreach (bool training in new[] { false, true })
            {
                var recipe = Recipe.Parse($$"""{ "name": "x", "training": { "epochs": 1 }, "model": { "latent": 1, "condition": "{{(conditional ? "label" : "none")}}", "encoder": [ { "kind": "dense", "units": 1, "batchNorm": true } ], "decoder": [] } }""");
                using var vae = new Vae(recipe, new Shape(1, 2, 2), new Preprocessing(1, 0, 0, 1), 1, training, conditional ? ["a", "b"] : null);
                if (!training) vae.Calibration = Calibration.Of([-3, -1], "x");
                string path = Beside("seed.safetensors");
                Checkpoint.Write(path, vae, training ? new TrainingState { DataCount = 3, Step = 2 } : null);
                yield return File.ReadAllBytes(path);
            }
    }

    protected override bool Open(byte[] file)
    {
        Checkpoint.Read(Path, 1, training: (file.Length & 1) == 0).Vae.Dispose();
        return true;
    }

    public override byte[] Mutate(byte[] parent, Mutator mutator) =>
        mutator.Random.Percent(40) && SafetensorsRepair.WithHeader(parent, json => mutator.Random.Percent(50) ? SafetensorsRepair.WithText(json, "recipe", text => JsonDamage.Change(text, mutator.Random)) : JsonDamage.Change(json, mutator.Random)) is { } changed ? Repair(changed) : base.Mutate(parent, mutator);

    protected override byte[] Repair(byte[] file) => SafetensorsRepair.Signature(SafetensorsRepair.HeaderLength(file));
}

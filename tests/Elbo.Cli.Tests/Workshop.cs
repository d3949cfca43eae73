using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Elbo.Cli.Tests;

/// <summary>A folder of one test's own with a small data set, and the recipe that learns it in a blink.</summary>
internal sealed class Workshop : IDisposable
{
    public const int Train = 512, Test = 48, Validation = 32;

    public Workshop()
    {
        Directory.CreateDirectory(Data);
        Write("train", Train);
        Write("t10k", Test);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("elbo-cli-").FullName;

    public string Data => At("data");

    public string At(string name) => Path.Combine(Root, name);

    /// <summary>Arguments of a short training; later ones win.</summary>
    public string[] Training(string name, params string[] more) =>
    [
        "train", "digits", "--data", Data, "--out", At(name), "--set", "model.encoder.*.units=16", "--set", "model.decoder.*.units=16",
        "--set", $"data.validation={Validation}", "--set", "training.batch=16", "--set", "training.epochs=2",
        // Tests run side by side: spinning threads would only take cores from each other.
        .. more.Contains("--threads") ? more : ["--threads", "1", .. more],
    ];

    /// <summary>A finished run.</summary>
    public async Task<string> Trained(string name, params string[] more)
    {
        (await ElboCommand.Run(Training(name, more))).Done();
        return At(name);
    }

    /// <summary>SHA-256 of the newest numbered checkpoint of a run.</summary>
    public static string Weights(string run) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Checkpoints(run)[^1])));

    public static string[] Checkpoints(string run) =>
        [.. Directory.GetFiles(Path.Combine(run, "checkpoints"), "step-*.safetensors").Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Bright bars whose row and width follow the label.</summary>
    private void Write(string stem, int count)
    {
        const int Side = 28;
        var images = new byte[16 + (count * Side * Side)];
        var labels = new byte[8 + count];
        Header(images, 2051, count, Side, Side);
        Header(labels, 2049, count);
        for (int i = 0; i < count; i++)
        {
            int label = i % 10;
            labels[8 + i] = (byte)label;
            for (int x = 0; x < 8 + label + (i % 7); x++)
                for (int y = 0; y < 3; y++) images[16 + (((i * Side) + (2 * label) + y + 4) * Side) + x] = (byte)(255 - (i % 50));
        }
        File.WriteAllBytes(Path.Combine(Data, $"{stem}-images-idx3-ubyte"), images);
        File.WriteAllBytes(Path.Combine(Data, $"{stem}-labels-idx1-ubyte"), labels);
    }

    private static void Header(byte[] file, params int[] words)
    {
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * i), words[i]);
    }
}

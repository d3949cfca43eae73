using System.Buffers.Binary;

namespace Elbo.Cli.Tests;

/// <summary>A folder of a test class's own, with a small data set in <c>data</c> to train on.</summary>
public sealed class Workplace : IDisposable
{
    /// <summary>Options that make training take a moment.</summary>
    private static readonly string[] Small =
    [
        "--data", "data", "--set", "data.validation=40", "--set", "training.batch=32",
        "--set", "model.encoder.*.units=16", "--set", "model.decoder.*.units=16",
    ];

    private readonly Lazy<string> run;

    public Workplace()
    {
        WriteData("data", 240, 60);
        run = new(() => Train("finished", "--steps", "20").Done().LastLine);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("elbo-cli-").FullName;

    /// <summary>A finished run, which tests must leave as it is.</summary>
    public string FinishedRun => run.Value;

    public string this[string name] => Path.Combine(Folder, name);

    internal Outcome Elbo(params string[] words) => ElboCommand.Run(Folder, words);

    internal ElboCommand Start(params string[] words) => ElboCommand.Start(Folder, words);

    internal Outcome Train(string name, params string[] more) => Elbo(TrainWords(name, more));

    internal static string[] TrainWords(string name, params string[] more) => ["train", "--out", name, .. Small, .. more];

    /// <summary>A copy of the finished run to spoil.</summary>
    internal string CopyOfRun(string name)
    {
        string from = this[FinishedRun];
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(this[name], Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        return name;
    }

    /// <summary>The newest numbered checkpoint.</summary>
    internal string Newest(string name) => Directory.EnumerateFiles(Path.Combine(this[name], "checkpoints"), "step-*.safetensors").Max()!;

    internal static void FlipByte(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>Four IDX files of 8×8 pictures: a bar whose place is its label.</summary>
    internal void WriteData(string name, int train, int test)
    {
        Directory.CreateDirectory(this[name]);
        foreach (var (stem, count) in new[] { ("train", train), ("t10k", test) })
        {
            var pixels = new byte[count * 64];
            var labels = new byte[count];
            for (int i = 0; i < count; i++)
            {
                labels[i] = (byte)(i % 8);
                for (int row = 0; row < 8; row++) pixels[(i * 64) + (row * 8) + labels[i]] = (byte)(155 + (i % 100));
            }
            WriteIdx(Path.Combine(this[name], stem + "-images-idx3-ubyte"), 2051, [count, 8, 8], pixels);
            WriteIdx(Path.Combine(this[name], stem + "-labels-idx1-ubyte"), 2049, [count], labels);
        }
    }

    internal static void WriteIdx(string path, int magic, int[] extents, byte[] body)
    {
        var bytes = new byte[4 + (4 * extents.Length)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
        for (int i = 0; i < extents.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * (i + 1)), extents[i]);
        File.WriteAllBytes(path, [.. bytes, .. body]);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

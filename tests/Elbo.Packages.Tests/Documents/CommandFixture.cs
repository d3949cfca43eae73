using System.Buffers.Binary;
using Elbo.Data;
using Elbo.Imaging;

namespace Elbo.Packages.Tests.Documents;

/// <summary>What documented commands find on this small machine: MNIST of drawn digits, a folder of drawn faces, a table, and runs of several kinds.</summary>
public sealed class CommandFixture : IDisposable
{
    private static readonly Dictionary<string, string> Trainings = new()
    {
        ["codes"] = "train mlp-latent --data mnist",
        ["plane"] = "train mlp-bernoulli --data mnist",
        ["labels"] = "train conditional-vae --data mnist",
        ["table"] = "train tabular --data FILE.csv",
        ["faces"] = "train conv-celeba --data DIR",
    };

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> trained = [];
    private readonly Lazy<string> weights;

    public CommandFixture()
    {
        weights = new(() =>
        {
            // The whole model, because nothing shortens what is imported.
            string run = Path.Combine(Runs, "weights");
            Finish($"train mlp-latent --data mnist --steps 1 --threads 1 --quiet --set data.validation=64 --set training.batch=8 --out '{run}'");
            Finish($"export '{run}' --format safetensors --out '{folder["weights.safetensors"]}'");
            Directory.Delete(run, recursive: true);
            return folder["weights.safetensors"];
        });
        Directory.CreateDirectory(Runs);
        WriteDigits(Path.Combine(folder["data"], "mnist"));
        WriteFaces(Pictures);
        string[] rows = File.ReadAllLines(Checkout.At("src", "Elbo", "Data", "Tables", "Known", "penguins.csv"));
        File.WriteAllLines(Table, [rows[0], .. rows[1..].Where((row, i) => i % 3 == 0 && !row.Contains("NA", StringComparison.Ordinal) && !row.Contains(",,", StringComparison.Ordinal))]);
        Shell = new CommandShell(Home, folder["data"], folder["cache"]);
    }

    internal CommandShell Shell { get; }

    /// <summary>The home folder, which holds Pictures.</summary>
    public string Home => folder["home"];

    /// <summary>A folder of drawn faces.</summary>
    public string Pictures => Path.Combine(Home, "Pictures");

    /// <summary>A table of numbers and categories.</summary>
    public string Table => folder["table.csv"];

    /// <summary>The folder of all runs.</summary>
    public string Runs => folder["runs"];

    /// <summary>Weights of mlp-latent as PyTorch keeps them.</summary>
    public string Weights => weights.Value;

    /// <summary>The commands that have been run already, on any page.</summary>
    internal HashSet<string> Seen { get; } = [];

    /// <summary>A new folder for one page's session.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(folder.Path, "sessions", Guid.NewGuid().ToString("N"))).FullName;

    /// <summary>A run of one kind, trained when it is first asked for: codes, plane, labels, table, faces.</summary>
    public string Run(string kind)
    {
        if (trained.TryGetValue(kind, out string? run)) return run;
        run = Path.Combine(Runs, kind);
        string words = Trainings[kind].Replace("FILE.csv", Table, StringComparison.Ordinal).Replace("DIR", Pictures, StringComparison.Ordinal);
        Finish($"{Shortened.Of(words, Runs, Pictures)} --out '{run}'");
        return trained[kind] = run;
    }

    public void Dispose()
    {
        Shell.Dispose();
        folder.Dispose();
    }

    private void Finish(string words)
    {
        var (code, output) = Shell.Run(Runs, "elbo " + words);
        Assert.True(code == 0, $"elbo {words}: {output}");
    }

    private static void WriteDigits(string path)
    {
        Directory.CreateDirectory(path);
        foreach (var (stem, count) in new[] { ("train", 400u), ("t10k", 100u) })
        {
            byte[] pixels = new byte[16 + (count * 784)], labels = new byte[8 + count];
            Numbers(pixels, 2051, (int)count, 28, 28);
            Numbers(labels, 2049, (int)count);
            for (uint i = 0; i < count; i++) labels[8 + i] = DrawnDigits.Draw(1, i, pixels.AsSpan(16 + ((int)i * 784), 784));
            File.WriteAllBytes(Path.Combine(path, stem + "-images-idx3-ubyte"), pixels);
            File.WriteAllBytes(Path.Combine(path, stem + "-labels-idx1-ubyte"), labels);
        }

        static void Numbers(byte[] bytes, params ReadOnlySpan<int> numbers)
        {
            for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        }
    }

    private static void WriteFaces(string path)
    {
        Directory.CreateDirectory(path);
        var faces = DrawnFaces.Create(seed: 1, size: 64, train: 48, validation: 1, test: 1).Train;
        var pictures = Figures.Pictures.FromRows(Vae.Intensities(faces, [.. Enumerable.Range(0, faces.Count)]), faces.Shape);
        for (int i = 0; i < pictures.Length; i++) Png.Save(pictures[i], Path.Combine(path, $"face-{i:00}.png"));
    }
}

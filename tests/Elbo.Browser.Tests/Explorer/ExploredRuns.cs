using System.Buffers.Binary;
using Elbo.Data;
using Elbo.Explorer;
using Elbo.Figures;
using Elbo.Imaging;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Browser.Tests.Explorer;

/// <summary>A folder of small runs, grey, in colour and conditional, and the real server over it.</summary>
public sealed class ExploredRuns : IAsyncLifetime
{
    public const string Digits = "digits", Labelled = "labelled digits, 50 %", Faces = "faces";

    /// <summary>Test digits.</summary>
    public const int TestCount = 400;

    private readonly string folder = Directory.CreateTempSubdirectory("elbo-explored-").FullName;
    private ExplorerServer? server;

    /// <summary>Where the page over all runs is.</summary>
    public Uri Address => server!.Address;

    /// <summary>Drawn digits as files in MNIST's format.</summary>
    public string DigitFolder => Path.Combine(folder, "data", "drawn");

    /// <summary>A picture file of a test digit.</summary>
    public string DigitFile => Path.Combine(folder, "data", "digit.png");

    private string FaceFolder => Path.Combine(folder, "data", "drawn-faces");

    public async Task InitializeAsync()
    {
        if (ChromiumFactAttribute.Executable is null) return;
        WriteDigits();
        WriteFaces();
        Train(Digits, "mlp-latent", $"data.name={DigitFolder}", "model.latent=6", "model.encoder.*.units=64", "model.decoder.*.units=64", "training.steps=300", "data.validation=200");
        Train(Labelled, "conditional-vae", $"data.name={DigitFolder}", "model.latent=3", "model.encoder.*.units=48", "model.decoder.*.units=48", "training.steps=100", "data.validation=200");
        Train(Faces, "mlp-latent", $"data.name={FaceFolder}", "data.size=24", "model.latent=40", "model.encoder.*.units=48", "model.decoder.*.units=48", "training.steps=40", "data.validation=20");
        server = await Serve(Runs);
    }

    public async Task DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    internal static Task<ExplorerServer> Serve(string path) => ExplorerServer.StartAsync(new ExplorerOptions { Path = path, Port = 0, Threads = 1 });

    /// <summary>The folder of the runs.</summary>
    internal string Runs => Path.Combine(folder, "runs");

    internal string RunFolder(string name) => Path.Combine(Runs, name);

    private void Train(string name, string recipeName, params string[] changes)
    {
        var recipe = RecipeBook.Get(recipeName).With([.. changes, "training.batch=64", "training.pictureEpochs=5", "training.scatterSteps=null"]);
        var data = Datasets.Load(recipe.Data);
        var run = RunDirectory.Create(RunFolder(name), recipe);
        using var trainer = new Trainer(recipe, data, run, threads: 1) { Observers = TrainingFigures.Of(run, data) };
        trainer.Run();
    }

    private void WriteDigits()
    {
        Directory.CreateDirectory(DigitFolder);
        var digits = DrawnDigits.Create(train: 2200, validation: 0, test: TestCount);
        Write("train", (ByteDataset)digits.Train);
        Write("t10k", (ByteDataset)digits.Test);
        Png.Save(new Pixmap(28, 28, 1, ((ByteDataset)digits.Test).Example(0).ToArray()), DigitFile);
    }

    private void Write(string part, ByteDataset set)
    {
        using var images = File.Create(Path.Combine(DigitFolder, $"{part}-images-idx3-ubyte"));
        foreach (int value in new[] { 0x803, set.Count, 28, 28 }) Number(images, value);
        images.Write(set.Values.Span);
        using var labels = File.Create(Path.Combine(DigitFolder, $"{part}-labels-idx1-ubyte"));
        foreach (int value in new[] { 0x801, set.Count }) Number(labels, value);
        labels.Write(set.Labels!);
    }

    private static void Number(FileStream to, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        to.Write(bytes);
    }

    private void WriteFaces()
    {
        Directory.CreateDirectory(FaceFolder);
        for (int i = 0; i < 160; i++) Png.Save(DrawnFaces.Draw(DrawnFaces.Factors(1, DataSplit.Train, i), 24), Path.Combine(FaceFolder, $"{i:000}.png"));
    }
}

using System.Diagnostics;
using Elbo.Imaging;

namespace Elbo.Faults;

/// <summary>Something to do with the command while its disk fails. Everything lies in one folder, below which calls are counted.</summary>
/// <param name="Name">What the tables call it.</param>
/// <param name="Begun">What is done before, undisturbed; null for nothing.</param>
/// <param name="Words">The command that is disturbed.</param>
internal sealed record Scenario(string Name, string[][] Begun, string[] Words)
{
    private static readonly string[] Small =
    [
        "--set", "data.validation=40", "--set", "training.batch=32", "--set", "model.encoder.*.units=16", "--set", "model.decoder.*.units=16",
        "--set", "training.pictureEpochs=2",
    ];

    private static readonly string[] Train = ["train", "--out", "run", "--data", "../data", .. Small, "--epochs", "4", "--tensorboard"];

    public static readonly Scenario[] All =
    [
        new("train", [], Train),
        new("train, checkpoints every other epoch", [], [.. Train, "--set", "training.checkpointEpochs=2", "--set", "training.keepCheckpoints=1"]),
        new("resume", [[.. Train, "--quiet"], ["--undo"]], ["train", "--resume", "run"]),
        new("pictures", [], ["train", "--out", "run", "--data", "../pictures", .. Small, "--set", "data.size=8", "--epochs", "2"]),
        new("evaluate", [[.. Train, "--quiet"]], ["evaluate", "run"]),
        new("sample", [[.. Train, "--quiet"]], ["sample", "run"]),
        new("report", [[.. Train, "--quiet"]], ["report", "run"]),
        new("map", [[.. Train, "--quiet"]], ["latent", "run"]),
    ];

    /// <summary>Whether it trains, so that it can be gone on with.</summary>
    public bool Trains => Words[0] == "train";

    /// <summary>Whether the run directory is there already.</summary>
    public bool Resumes => Words.Contains("--resume");

    /// <summary>The data of all scenarios, beside their folders: a checkpoint names the place of its data, which must be one for all.</summary>
    public static void WriteData(string folder)
    {
        SmallData.Write(Path.Combine(folder, "data"), 240, 60);
        string pictures = Directory.CreateDirectory(Path.Combine(folder, "pictures")).FullName;
        for (int i = 0; i < 120; i++)
        {
            var picture = new Pixmap(8, 8, 1);
            for (int j = 0; j < 64; j++) picture.Pixels[j] = (byte)((i * 37) + (j * (1 + (i % 5))));
            Png.Save(picture, Path.Combine(pictures, $"{i:D3}.png"));
        }
    }

    /// <summary>The command in its folder.</summary>
    public static ProcessStartInfo Command(string folder, string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Elbo.Cli.dll"));
        foreach (string word in words) start.ArgumentList.Add(word);
        start.Environment["ELBO_CACHE"] = Path.Combine(folder, "cache");
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment.Remove("ELBO_DATA");
        return start;
    }
}

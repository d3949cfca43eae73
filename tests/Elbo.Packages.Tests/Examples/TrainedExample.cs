using System.Diagnostics;
using Elbo.Data;
using Elbo.Imaging;

namespace Elbo.Packages.Tests.Examples;

/// <summary>The model that the first example trains, and pictures for the others.</summary>
public sealed class TrainedExample : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> trained;

    public TrainedExample()
    {
        trained = new(() => Run("Train", folder["model.safetensors"], "2000"));
        Directory.CreateDirectory(Pictures);
        for (uint i = 0; i < 12; i++) Png.Save(Digit(i), Path.Combine(Pictures, $"digit-{i}.png"));
    }

    /// <summary>A folder of twelve drawn digits.</summary>
    public string Pictures => folder["pictures"];

    /// <summary>What training said.</summary>
    public string Training => trained.Value;

    /// <summary>A calibrated model.</summary>
    public string Model
    {
        get
        {
            _ = trained.Value;
            return folder["model.safetensors"];
        }
    }

    /// <summary>A digit that the model was not trained on.</summary>
    public static Pixmap Digit(uint number)
    {
        var pixels = new byte[28 * 28];
        DrawnDigits.Draw(7, DrawnDigits.FirstTest + number, pixels);
        return new Pixmap(28, 28, 1, pixels);
    }

    /// <summary>Nothing that a model of digits has seen.</summary>
    public static Pixmap Noise()
    {
        var pixels = new byte[50 * 40 * 3];
        new Random(1).NextBytes(pixels);
        return new Pixmap(50, 40, 3, pixels);
    }

    /// <summary>Runs an example to the end and gives its standard output.</summary>
    public string Run(string example, params string[] words)
    {
        var (code, output) = DotnetCommand.Run(folder.Path, [Program(example), .. words]);
        Assert.True(code == 0, output);
        return output;
    }

    internal Process Start(string example, params string[] words) => Process.Start(
        DotnetCommand.Prepare(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder.Path, [Program(example), .. words]))!;

    public void Dispose() => folder.Dispose();

    private static string Program(string example) => Checkout.At("examples", example, "bin", Checkout.Configuration, "net10.0", example + ".dll");
}

using System.Globalization;
using System.Runtime.InteropServices;
using Elbo.Exchange;
using Elbo.Tests.Training;
using Elbo.Training;
using Xunit.Abstractions;

namespace Elbo.Tests.Exchange;

/// <summary>The reference models cross over to PyTorch and come back from it with the bound that they had there, to 1e-5 of it.</summary>
public sealed class TorchExchangeTests(ITestOutputHelper output)
{
    private const int Batch = 32;

    private static readonly string[] Names = ["conv-rgb48", "simple-vae", "mlp-bernoulli", "mlp-latent", "conv-mnist", "conv-celeba"];

    [PythonFact("torch")]
    public void The_reference_models_have_the_same_bound_here_and_in_pytorch_whichever_trained_them()
    {
        using var folder = new TemporaryFolder();
        var ours = Names.ToDictionary(name => name, name => TrainHere(name, folder[name]));
        ExternalTool.Script(ExternalTool.Python("torch")!, "torch_exchange.py", [.. Names.Select(name => folder[name])]);
        Assert.All(Names, name =>
        {
            var theirs = File.ReadAllLines(Path.Combine(folder[name], "elbo.txt")).Select(Terms).ToList();
            Same($"{name} from here", theirs[0], ours[name]);
            Same($"{name} from here, its class", theirs[1], ours[name]);
            var recipe = DigitRun.Recipe(name, 3);
            var run = SafetensorsImport.Run(recipe, DigitRun.DataOf(name), Path.Combine(folder[name], "theirs.safetensors"), folder[name + "-imported"]);
            using var vae = Vae.Load(run.Path, 1);
            Same($"{name} from PyTorch", theirs[2], GivenNoise.Elbo(vae, GivenNoise.Values(vae, DigitRun.DataOf(name).Test, Batch), vae.DrawCodes(Batch, 3)));
            Assert.NotEqual(theirs[0].Reconstruction, theirs[2].Reconstruction);
        });
    }

    private static (double Reconstruction, double Kl) TrainHere(string name, string folder)
    {
        Directory.CreateDirectory(folder);
        var data = DigitRun.DataOf(name);
        using var trainer = new Trainer(DigitRun.Recipe(name, 12), data, null, 1);
        trainer.Run();
        var vae = trainer.Vae;
        SafetensorsExport.Write(vae, Path.Combine(folder, "ours.safetensors"));
        float[] x = GivenNoise.Values(vae, data.Test, Batch), noise = vae.DrawCodes(Batch, 3);
        File.WriteAllBytes(Path.Combine(folder, "x.f32"), MemoryMarshal.AsBytes<float>(x).ToArray());
        File.WriteAllBytes(Path.Combine(folder, "noise.f32"), MemoryMarshal.AsBytes<float>(noise).ToArray());
        return GivenNoise.Elbo(vae, x, noise);
    }

    private static (double Reconstruction, double Kl) Terms(string line)
    {
        double[] terms = [.. line.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        return (terms[0], terms[1]);
    }

    private void Same(string what, (double Reconstruction, double Kl) theirs, (double Reconstruction, double Kl) here)
    {
        double bound = theirs.Reconstruction + theirs.Kl;
        output.WriteLine(FormattableString.Invariant($"{what}: {bound / Batch:F3} nats in PyTorch, relative difference {((here.Reconstruction + here.Kl) / bound) - 1:E1}"));
        Assert.InRange((here.Reconstruction + here.Kl) / bound, 1 - 1e-5, 1 + 1e-5);
        Assert.InRange(here.Kl - theirs.Kl, -1e-5 * bound, 1e-5 * bound);
    }
}

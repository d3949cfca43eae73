using System.Runtime.InteropServices;
using Elbo.Exchange;
using Elbo.Recipes;

namespace Elbo.Tests.Exchange;

/// <summary>The Python class beside exported weights computes what Elbo computes, whatever the layers.</summary>
public sealed class TorchClassTests
{
    private const int Batch = 5;
    private const float Tolerance = 1e-4f;

    [PythonFact("torch")]
    public void The_class_loads_its_weights_and_gives_the_codes_and_pictures_that_elbo_gives()
    {
        using var folder = new TemporaryFolder();
        var checks = new List<Action>();
        foreach (string named in ExchangedModel.Names)
        {
            using var vae = ExchangedModel.Create(named);
            checks.Add(Prepare(vae, folder[$"{checks.Count}"]));
        }
        ExternalTool.Script(ExternalTool.Python("torch")!, "torch_class.py", [.. Enumerable.Range(0, checks.Count).Select(i => folder[$"{i}"])]);
        Assert.All(checks, check => check());
    }

    /// <summary>Writes a model and its inputs; the result compares what the class gave.</summary>
    private static Action Prepare(Vae vae, string folder)
    {
        SafetensorsExport.Write(vae, Path.Combine(folder, "ours.safetensors"));
        File.WriteAllText(Path.Combine(folder, "shape"), $"{vae.Shape.Channels} {vae.Shape.Height} {vae.Shape.Width}");
        float[] pictures = Vae.Intensities(ExchangedModel.Pictures(vae.Shape, Batch), [0, 1, 2, 3, 4]), z = vae.DrawCodes(Batch, 8);
        var (scale, shift) = vae.Preprocessing.FromIntensity;
        Write("x.f32", [.. pictures.Select(value => (value * scale) + shift)]);
        Write("z.f32", z);
        byte[] labels = vae.Classes > 0 ? [2, 0, 1, 1, 2] : [];
        if (labels.Length > 0) Write("label.i64", [.. labels.Select(label => (long)label)]);
        var codes = vae.Encode(pictures, labels);
        float[] decoded = vae.Decode(z, labels);
        bool isLogit = vae.Recipe.Model.Likelihood == LikelihoodKind.Bernoulli;
        var back = vae.Preprocessing.ToIntensity;
        return () =>
        {
            Close(codes.Mean, Read("mean.f32"));
            Close(codes.Deviation, Read("std.f32"));
            Close(decoded, [.. Read("y.f32").Select(value => Math.Clamp(((isLogit ? 1 / (1 + MathF.Exp(-value)) : value) * back.Scale) + back.Shift, 0, 1))]);
        };

        void Write<T>(string name, T[] values) where T : unmanaged => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes<T>(values).ToArray());
        float[] Read(string name) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, name))).ToArray();
    }

    private static void Close(float[] expected, float[] values)
    {
        Assert.Equal(expected.Length, values.Length);
        // Values that are all alike would prove nothing.
        Assert.True(expected.Max() - expected.Min() > 1e-3);
        for (int i = 0; i < values.Length; i++) Assert.InRange(values[i] - expected[i], -Tolerance * Math.Max(1, Math.Abs(expected[i])), Tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}

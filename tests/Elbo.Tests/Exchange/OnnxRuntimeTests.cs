using Elbo.Exchange;
using Elbo.Tensors;

namespace Elbo.Tests.Exchange;

/// <summary>The ONNX runtime computes what Elbo computes. bench/onnx runs these with ELBO_ONNX_WHOLE set: convolutional recipes are not narrowed then.</summary>
public sealed class OnnxRuntimeTests
{
    private const float Tolerance = 1e-4f;

    [OnnxRuntimeTheory]
    [MemberData(nameof(ExchangedModel.Names), MemberType = typeof(ExchangedModel))]
    public void The_runtime_gives_the_codes_and_pictures_that_elbo_gives(string named)
    {
        bool whole = Environment.GetEnvironmentVariable("ELBO_ONNX_WHOLE") == "1" && !named.Contains(' ', StringComparison.Ordinal);
        using var vae = ExchangedModel.Create(named, whole);
        using var folder = new TemporaryFolder();
        OnnxExport.Write(vae, folder["intensities"], preprocessing: true);
        OnnxExport.Write(vae, folder["values"]);
        var plan = new OnnxPlan(folder);
        var checks = new List<Action>();
        foreach (int count in whole ? new[] { 3 } : [1, 7, 33])
        {
            foreach (bool preprocessing in new[] { true, false }) Ask(vae, plan, preprocessing, count, checks);
        }
        plan.Run();
        foreach (var check in checks) check();
    }

    private static void Ask(Vae vae, OnnxPlan plan, bool preprocessing, int count, List<Action> checks)
    {
        string models = preprocessing ? "intensities" : "values";
        float[] pictures = Vae.Intensities(ExchangedModel.Pictures(vae.Shape, count), [.. Enumerable.Range(0, count)]);
        byte[] labels = vae.Classes > 0 ? [.. Enumerable.Range(0, count).Select(i => (byte)((i + 1) % vae.Classes))] : [];
        long[] whole = [.. labels.Select(label => (long)label)];
        float[] noise = vae.DrawCodes(count, 3), codes = vae.DrawCodes(count, 8);
        var expected = vae.Encode(pictures, labels);
        float[] sampled = [.. expected.Mean.Zip(expected.Deviation, (mean, deviation) => (mean, deviation)).Zip(noise, (q, e) => q.mean + (q.deviation * e))];
        float[] given = preprocessing ? pictures : Scaled(pictures, vae.Preprocessing.FromIntensity);
        Shape shape = vae.Shape;
        int[] axes = [count, shape.Channels, shape.Height, shape.Width], latents = [count, vae.Latent];

        plan.Model($"{models}/encoder.onnx");
        plan.Input("image", axes, given);
        Label();
        Expect("mean", expected.Mean);
        Expect("std", expected.Deviation);
        plan.Model($"{models}/decoder.onnx");
        plan.Input("latent", latents, codes);
        Label();
        ExpectPictures("image", vae.Decode(codes, labels));
        plan.Model($"{models}/vae.onnx");
        plan.Input("image", axes, given);
        plan.Input("noise", latents, noise);
        Label();
        Expect("mean", expected.Mean);
        Expect("std", expected.Deviation);
        ExpectPictures("reconstruction", vae.Decode(sampled, labels));

        void Label()
        {
            if (labels.Length > 0) plan.Input("label", [count], whole);
        }

        void Expect(string output, float[] values)
        {
            var result = plan.Output(output);
            checks.Add(() => Close(values, result()));
        }

        void ExpectPictures(string output, float[] values)
        {
            var result = plan.Output(output);
            checks.Add(() => Close(values, preprocessing ? result() : [.. Scaled(result(), vae.Preprocessing.ToIntensity).Select(value => Math.Clamp(value, 0, 1))]));
        }
    }

    private static float[] Scaled(float[] values, (float Scale, float Shift) by) => [.. values.Select(value => (value * by.Scale) + by.Shift)];

    internal static void Close(float[] expected, float[] values)
    {
        Assert.Equal(expected.Length, values.Length);
        // Values that are all alike would prove nothing.
        Assert.True(expected.Max() - expected.Min() > 1e-3);
        for (int i = 0; i < values.Length; i++) Assert.InRange(values[i] - expected[i], -Tolerance * Math.Max(1, Math.Abs(expected[i])), Tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}

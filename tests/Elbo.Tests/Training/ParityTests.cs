using System.Globalization;
using Elbo.Data;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Training;

/// <summary>Losses, gradients and weights of three Adam steps against PyTorch's in double precision; bench/peers/golden.py wrote the numbers.</summary>
public sealed class ParityTests
{
    private static readonly Dictionary<string, double[]> Golden = File
        .ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Training", "golden.txt"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))
        .ToDictionary(cells => cells[0], cells => cells[1..].Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray());

    public static TheoryData<string> Names => new(GoldenCase.All.Select(c => c.Name));

    [Fact]
    public void The_noise_is_the_one_that_the_numbers_were_made_with()
    {
        for (int s = 0; s < GoldenCase.Steps; s++) Close(Golden[$"noise.{s}"], GoldenCase.Noise(s), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Three_steps_agree_with_PyTorch(string name)
    {
        var recipe = GoldenCase.All.Single(c => c.Name == name).Recipe;
        var data = GoldenCase.Data();
        using var vae = new Vae(recipe, data.Shape, Preprocessing.For(recipe.Data.Range, data), 1, training: true);
        GoldenCase.FillWeights(vae.Store);
        using var step = new TrainingStep(vae, data);
        for (int s = 0; s < GoldenCase.Steps; s++)
        {
            var result = step.Run([0, 1, 2, 3, 4], s, s);
            double[] figures = [result.Loss / 5, result.Reconstruction / 5, result.Kl / 5, result.GradientNorm];
            Close(Golden[$"{name}.{s}"], figures, 1e-5);
            if (s == 0) Compare(ParameterBlock.Gradients, "gradient", 1e-5);
        }
        Compare(ParameterBlock.Weights, "weight", 1e-5);

        void Compare(ParameterBlock block, string what, double tolerance)
        {
            foreach (var parameter in vae.Store.Parameters)
                Close(Golden[$"{name}.{what}.{parameter.Name}"], vae.Store.Values(block, parameter).ToArray(), tolerance);
        }
    }

    private static void Close(double[] expected, float[] actual, double tolerance) => Close(expected, [.. actual.Select(v => (double)v)], tolerance);

    // Relative to the largest of them, because sums that cancel keep only the error of their terms.
    private static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++) Assert.InRange(Math.Abs(expected[i] - actual[i]), 0, tolerance * scale);
    }
}

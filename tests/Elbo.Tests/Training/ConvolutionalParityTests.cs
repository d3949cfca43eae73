using System.Globalization;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Training;

/// <summary>
/// Ten Adam steps of the convolutional reference models, narrowed, against PyTorch's in double precision: losses, all
/// gradients and the running statistics. bench/peers/narrow.py wrote the numbers, PARITY.md beside it says how.
/// </summary>
public sealed class ConvolutionalParityTests
{
    private const int Steps = 10;
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Training", "Narrow");

    private static readonly Dictionary<string, double[]> Golden = File.ReadAllLines(Path.Combine(Folder, "golden.txt"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))
        .ToDictionary(cells => cells[0], cells => cells[1..].Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray());

    [Theory]
    [InlineData("conv-mnist", 1, 12, 20, 42)]
    [InlineData("conv-celeba", 3, 16, 24, 12)]
    [InlineData("conv-rgb48", 3, 8, 12, 12)]
    public void Ten_steps_agree_with_PyTorch(string name, int channels, int height, int width, int examples)
    {
        var recipe = Recipe.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")), name);
        var shape = new Shape(channels, height, width);
        var data = new FloatDataset("narrow", shape, Values(examples * shape.Features));
        using var vae = new Vae(recipe, shape, Preprocessing.For(recipe.Data.Range, data), 1, training: true);
        foreach (var parameter in vae.Store.Parameters)
        {
            if (parameter.Trained) Pattern(parameter.Name, parameter.Name.EndsWith(".norm.weight", StringComparison.Ordinal) ? 1 : 0, vae.Store.Weights(parameter));
            else if (parameter.Name.EndsWith("running_var", StringComparison.Ordinal)) vae.Store.Weights(parameter).Fill(1);
        }
        using var step = new TrainingStep(vae, data);
        int batch = recipe.Training.Batch;
        double scale = recipe.Objective.Reduction == Reduction.Mean ? shape.Features : 1;
        var indices = new int[batch];
        for (int s = 0; s < Steps; s++)
        {
            for (int j = 0; j < batch; j++) indices[j] = ((3 * s) + j) % examples;
            var result = step.Run(indices, s, s);
            double[] figures = [result.Loss / batch, result.Reconstruction / batch / scale, result.Kl / batch, result.GradientNorm];
            double[] expected = Golden[$"{name}.{s}"];
            for (int i = 0; i < figures.Length; i++) Close(expected[i], figures[i], Math.Abs(expected[i]), $"figure {i} of step {s}");
            foreach (var parameter in vae.Store.Parameters.Where(p => p.Trained)) CheckGradient(vae.Store, parameter, s);
        }
        foreach (var statistic in vae.Store.Parameters.Where(p => !p.Trained))
        {
            double[] expected = Golden[$"{name}.running.{statistic.Name}"];
            Assert.Equal(expected.Length, statistic.Length);
            for (int i = 0; i < expected.Length; i++) Close(expected[i], vae.Store.Weights(statistic)[i], expected.Max(Math.Abs), statistic.Name);
        }

        void CheckGradient(ParameterStore store, Parameter parameter, int s)
        {
            var pattern = new float[parameter.Length];
            Pattern("gradient." + parameter.Name, 0, pattern);
            double squares = 0, product = 0;
            var gradient = store.Gradients(parameter);
            for (int i = 0; i < gradient.Length; i++)
            {
                squares += (double)gradient[i] * gradient[i];
                product += gradient[i] * pattern[i];
            }
            double[] expected = Golden[$"{name}.gradient.{parameter.Name}"];
            Close(expected[2 * s], Math.Sqrt(squares), expected[2 * s], $"norm of {parameter.Name} in step {s}");
            Close(expected[(2 * s) + 1], product, expected[2 * s], $"product of {parameter.Name} in step {s}");
        }
    }

    private static void Close(double expected, double actual, double size, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-4 * size, $"{what} is {actual} but should be {expected}.");

    private static float[] Values(int count)
    {
        var values = new float[count];
        for (long i = 0; i < count; i++) values[i] = i * i % 257 * i % 257 / 256f;
        return values;
    }

    private static void Pattern(string name, float plus, Span<float> values)
    {
        long p = name.Sum(letter => (long)letter);
        for (long i = 0; i < values.Length; i++) values[(int)i] = plus + (((((i * (i + p) * 389) + (p * 131)) % 1009) - 504) / 2048f);
    }
}

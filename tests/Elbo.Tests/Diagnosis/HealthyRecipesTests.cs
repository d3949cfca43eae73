using Elbo.Data;
using Elbo.Diagnosis;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Tests.Training;
using Elbo.Training;

namespace Elbo.Tests.Diagnosis;

/// <summary>The built-in recipes, made small, on data that have something to learn: nothing may be found wrong.</summary>
public sealed class HealthyRecipesTests
{
    private static readonly string[] Narrow = ["model.encoder.*.units=96", "model.decoder.*.units=96"];

    // A thousand digits are learned by heart before the recipe's own 1,500 steps are over.
    private static readonly string[] Sooner = ["objective.capacity.steps=500"];

    [Theory]
    [InlineData("digits", 800)]
    [InlineData("simple-vae", 800)]
    [InlineData("mlp-latent", 800)]
    [InlineData("mlp-bernoulli", 1500)]
    [InlineData("tanh-small", 800)]
    [InlineData("conditional-vae", 800)]
    [InlineData("capacity", 800)]
    [InlineData("free-bits", 1500)]
    [InlineData("kl-annealing", 2000)]
    [InlineData("cyclical-annealing", 3140)]
    [InlineData("conv-mnist", 600)]
    [InlineData("conv-celeba", 600)]
    [InlineData("conv-rgb48", 600)]
    public void A_built_in_recipe_is_healthy(string name, int steps)
    {
        bool convolutional = DigitRun.IsConvolutional(name);
        var data = convolutional ? Waves(DigitRun.DataOf(name).Train.Shape) : DigitRun.Data;
        using var folder = new TemporaryFolder();
        Examine(folder, DigitRun.Recipe(name, steps, convolutional ? [] : [.. Narrow, .. name == "capacity" ? Sooner : []]), data).Are();
    }

    [MnistFact]
    public void Mlp_latent_is_healthy_on_real_MNIST()
    {
        using var folder = new TemporaryFolder();
        var data = Mnist.Load(MnistFactAttribute.Folder!, 5000);
        Examine(folder, RecipeBook.Get("mlp-latent").With(["training.steps=600", "training.checkpointEpochs=1000", .. Narrow]), data).Are();
    }

    private static IReadOnlyList<Finding> Examine(TemporaryFolder folder, Recipe recipe, DataSplits data)
    {
        var run = RunDirectory.Create(folder["run"], recipe);
        using var trainer = new Trainer(recipe, data, run, threads: 2);
        trainer.Run();
        return Doctor.Examine(run, data, trainer.Vae);
    }

    /// <summary>Pictures of a wave each, whose direction, phase and brightness differ.</summary>
    private static DataSplits Waves(Shape shape)
    {
        return new(Part("train", 1000, 0), Part("validation", 64, 1), Part("test", 256, 2));

        ByteDataset Part(string name, int count, uint stream)
        {
            var key = new Philox(7, stream, 0);
            var pixels = new byte[count * shape.Features];
            for (int i = 0; i < count; i++)
            {
                double Draw(int which) => key.Uniform((ulong)((i * 4) + which));
                double across = 4 * (Draw(0) - 0.5), down = 4 * (Draw(1) - 0.5), phase = 6.28 * Draw(2), size = 60 + (60 * Draw(3));
                for (int f = 0; f < shape.Features; f++)
                {
                    int x = f % shape.Width, y = f / shape.Width % shape.Height, channel = f / (shape.Width * shape.Height);
                    double wave = Math.Sin((across * x / shape.Width) + (down * y / shape.Height) + phase + channel);
                    pixels[(i * shape.Features) + f] = (byte)(127 + (size * wave));
                }
            }
            return new ByteDataset(name, shape, pixels);
        }
    }
}

using Elbo.Data;
using Elbo.Recipes;
using Elbo.Training;

namespace Elbo.Tests;

/// <summary>The README's library example, run as it stands there but with smaller data.</summary>
public sealed class ReadmeExample
{
    [Fact]
    public void The_library_example_of_the_readme_runs_and_gives_what_it_says()
    {
        using var folder = new TemporaryFolder();
        var (pictures, codes) = Example(folder["digits.safetensors"]);
        Assert.Equal(16 * 784, pictures.Length);
        Assert.All(pictures, value => Assert.InRange(value, 0, 1));
        Assert.Equal(16 * 2, codes.Length);
    }

    [Fact]
    public void The_readme_shows_the_example_that_is_tested_here()
    {
        string root = Repository.Root;
        string readme = Squeeze(File.ReadAllText(Path.Combine(root, "README.md")));
        string source = File.ReadAllText(Path.Combine(root, "tests", "Elbo.Tests", "ReadmeExample.cs"));
        int start = source.LastIndexOf("// example:", StringComparison.Ordinal), end = source.LastIndexOf("// end", StringComparison.Ordinal);
        string[] lines = source[start..end].Split('\n')[1..];
        foreach (string line in lines)
        {
            string wanted = Squeeze(line.Replace("DrawnDigits.Create(seed: 1, 512, 64, 64)", "DrawnDigits.Create(seed: 1)", StringComparison.Ordinal)
                .Replace("(path)", "(\"digits.safetensors\")", StringComparison.Ordinal));
            Assert.Contains(wanted, readme, StringComparison.Ordinal);
        }
        Assert.InRange(lines.Count(line => !string.IsNullOrWhiteSpace(line)), 5, 10);
    }

    private static (float[] Pictures, float[] Codes) Example(string path)
    {
        // example:
        var data = DrawnDigits.Create(seed: 1, 512, 64, 64);
        var recipe = RecipeBook.Get("digits").With("training.epochs", "3");
        using var trainer = new Trainer(recipe, data);
        trainer.Run(new Progress<TrainingProgress>(p => Console.WriteLine($"epoch {p.Epoch}: loss {p.Loss:F1}")));
        Console.WriteLine($"test ELBO {trainer.Vae.Evaluate(data.Test).Elbo:F1} nats");
        trainer.Vae.Save(path);

        using var vae = Vae.Load(path);
        float[] pictures = vae.Sample(count: 16, seed: 7);
        float[] codes = vae.Encode(pictures).Mean;
        // end
        return (pictures, codes);
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

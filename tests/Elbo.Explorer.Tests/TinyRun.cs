using System.Buffers.Binary;
using Elbo.Data;
using Elbo.Imaging;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Training;

namespace Elbo.Explorer.Tests;

/// <summary>Makes small runs, trained for a moment on bars whose column is their label.</summary>
internal static class TinyRun
{
    public const int Side = 8, TestPictures = 60;

    private const int TrainPictures = 240;

    /// <summary>Trains a run in a new folder and returns its path.</summary>
    public static string Train(string folder, string name, string data, params string[] settings)
    {
        var recipe = RecipeBook.Get("mlp-latent") with { Name = "bars" };
        recipe = recipe.With([
            $"data.name={data}", "data.validation=40", "training.epochs=2", "training.batch=32", "training.pictureEpochs=null", "model.latent=3",
            "model.encoder.*.units=16", "model.decoder.*.units=16", .. settings]);
        var run = RunDirectory.Create(Path.Combine(folder, name), recipe);
        using var trainer = new Trainer(recipe, Datasets.Load(recipe.Data), run, threads: 1);
        trainer.Run();
        return run.Path;
    }

    /// <summary>Trains a run on the built-in penguins and returns its path.</summary>
    public static string TrainTable(string folder, string name)
    {
        var recipe = RecipeBook.Get("tabular").With(["training.epochs=1", "data.validation=30", "model.encoder.*.units=8", "model.decoder.*.units=8"]);
        var run = RunDirectory.Create(Path.Combine(folder, name), recipe);
        using var trainer = new Trainer(recipe, Datasets.Load(recipe.Data), run, threads: 1);
        trainer.Run();
        return run.Path;
    }

    /// <summary>Four IDX files of grey pictures with labels.</summary>
    public static string WriteBars(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (stem, count) in new[] { ("train", TrainPictures), ("t10k", TestPictures) })
        {
            var pixels = new byte[count * Side * Side];
            var labels = new byte[count];
            for (int i = 0; i < count; i++)
            {
                labels[i] = (byte)(i % Side);
                for (int row = 0; row < Side; row++) pixels[(i * Side * Side) + (row * Side) + labels[i]] = (byte)(155 + (37 * i % 100));
            }
            WriteIdx(Path.Combine(folder, stem + "-images-idx3-ubyte"), 2051, [count, Side, Side], pixels);
            WriteIdx(Path.Combine(folder, stem + "-labels-idx1-ubyte"), 2049, [count], labels);
        }
        return folder;
    }

    /// <summary>A folder of small pictures in colour.</summary>
    public static string WriteColours(string folder)
    {
        Directory.CreateDirectory(folder);
        for (int i = 0; i < 120; i++)
        {
            var picture = new Pixmap(Side, Side, 3);
            for (int p = 0; p < picture.Pixels.Length; p++) picture.Pixels[p] = (byte)(((p % 3) + 1) * ((i * 6) % 80));
            Png.Save(picture, Path.Combine(folder, $"{i:D3}.png"));
        }
        return folder;
    }

    private static void WriteIdx(string path, int magic, int[] extents, byte[] body)
    {
        var bytes = new byte[4 + (4 * extents.Length)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, magic);
        for (int i = 0; i < extents.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * (i + 1)), extents[i]);
        File.WriteAllBytes(path, [.. bytes, .. body]);
    }
}

using Elbo.Data;
using Elbo.Recipes;
using Elbo.Runs;
using Elbo.Tensors;
using Elbo.Training;

namespace Elbo.Tests.Figures;

/// <summary>Runs of a tiny convolutional model with normalisation and dropout on small colour pictures, four steps an epoch.</summary>
internal static class PictureRun
{
    public const int StepsPerEpoch = 4;

    public static DataSplits Data { get; } = new(Pictures("train", 62, 1), Pictures("validation", 30, 2), Pictures("test", 9, 3));

    public static Recipe Recipe(params string[] settings) => Elbo.Recipes.Recipe.Parse("""
        {
          "name": "pictures",
          "model": {
            "latent": 2, "likelihood": "gaussian",
            "encoder": [
              { "kind": "convolution", "channels": 4, "kernel": 3, "stride": 2, "activation": "relu", "batchNorm": true },
              { "kind": "dropout", "rate": 0.25 }
            ],
            "decoder": [ { "kind": "dense", "units": 24, "activation": "relu", "batchNorm": true } ]
          },
          "training": { "batch": 16, "epochs": 7, "learningRate": 0.01, "keepCheckpoints": 10, "pictureEpochs": 3 }
        }
        """).With(settings);

    public static Trainer Trainer(RunDirectory run, params ITrainingObserver[] observers)
    {
        var trainer = Elbo.Training.Trainer.Resume(run, Data, 1);
        trainer.Observers = observers;
        return trainer;
    }

    /// <summary>Plain colours, of which a model of two latent dimensions makes something.</summary>
    public static ByteDataset Pictures(string name, int count, int seed, int channels = 3)
    {
        var shape = new Shape(channels, 8, 8);
        var (random, values) = (new Random(seed), new byte[count * shape.Features]);
        for (int plane = 0; plane < count * channels; plane++) values.AsSpan(plane * 64, 64).Fill((byte)random.Next(256));
        return new ByteDataset(name, shape, values);
    }

    /// <summary>The files below a folder with their contents.</summary>
    public static SortedDictionary<string, string> Files(string folder) => new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), path => Convert.ToHexString(File.ReadAllBytes(path))));
}

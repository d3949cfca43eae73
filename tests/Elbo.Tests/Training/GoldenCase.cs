using System.Globalization;
using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Training;

/// <summary>A tiny VAE, 12-8-3-8-12, with weights and data that bench/peers/golden.py makes by the same formulas.</summary>
internal sealed record GoldenCase(string Name, params string[] Settings)
{
    public const int Features = 12, Examples = 5, Latent = 3, Steps = 3;

    public static IReadOnlyList<GoldenCase> All { get; } =
    [
        new("bernoulli-elu-softplus"),
        new("gaussian-tanh-exp", "model.likelihood=gaussian", "model.deviation=exp", "model.encoder.*.activation=tanh", "model.decoder.*.activation=tanh"),
        new("bernoulli-relu-beta", "objective.beta=4", "model.encoder.*.activation=relu", "model.decoder.*.activation=relu", "training.learningRate=0.01"),
    ];

    public Recipe Recipe => Elbo.Recipes.Recipe.Parse("""
        {
          "name": "golden",
          "model": {
            "latent": 3, "deviationFloor": 1e-6,
            "encoder": [ { "kind": "dense", "units": 8, "activation": "elu" } ],
            "decoder": [ { "kind": "dense", "units": 8, "activation": "elu" } ],
            "deviation": "softplus", "likelihood": "bernoulli"
          },
          "training": { "batch": 5, "steps": 3, "learningRate": 0.001, "select": "last" }
        }
        """).With(Settings);

    /// <summary>Multiples of 1/64 from 0 to 1.</summary>
    public static FloatDataset Data()
    {
        var values = new float[Examples * Features];
        for (int i = 0; i < values.Length; i++) values[i] = i * 29 % 65 / 64f;
        return new FloatDataset("golden", new Shape(1, 3, 4), values);
    }

    /// <summary>Odd multiples of 1/128 in (-½, ½), another run of them for each parameter.</summary>
    public static void FillWeights(ParameterStore store)
    {
        for (int p = 0; p < store.Parameters.Count; p++)
        {
            var w = store.Weights(store.Parameters[p]);
            for (int i = 0; i < w.Length; i++) w[i] = ((((i * 37) + (p * 11)) % 64) - 31.5f) / 64;
        }
    }

    /// <summary>The noise of a step, rows <c>[example][latent]</c>.</summary>
    public static float[] Noise(int step)
    {
        var lanes = new float[Lanes.Length(Examples, Latent)];
        new Philox(1, Streams.Training, (uint)step).Normals(lanes);
        var rows = new float[Examples * Latent];
        Lanes.Unpack(lanes, Examples, Latent, rows);
        return rows;
    }

    /// <summary>Prints the noise for the generating script.</summary>
    public static void PrintNoise()
    {
        for (int step = 0; step < Steps; step++)
            Console.WriteLine(string.Join(' ', Noise(step).Select(v => v.ToString("R", CultureInfo.InvariantCulture))));
    }
}

using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Networks;

/// <summary>Draws initial weights; each parameter has a random stream of its own.</summary>
internal static class Initialiser
{
    /// <summary>Fills a weight <c>[out, in]</c> and its bias <c>[out]</c>.</summary>
    /// <remarks>
    /// Glorot and Bengio 2010 (Xavier), He et al. 2015; <see cref="InitialiserKind.Pytorch"/> is U(±1/√in), biases
    /// too. Other biases start at zero.
    /// The scale is a factor, but for <see cref="InitialiserKind.TruncatedNormal"/> the standard deviation itself.
    /// </remarks>
    public static void Fill(ParameterStore store, Parameter weight, Parameter bias, InitialiserKind kind, double scale, Philox key)
    {
        int outputs = weight.Dimensions[0], inputs = weight.Length / outputs;
        var w = store.Weights(weight);
        switch (kind)
        {
            case InitialiserKind.XavierUniform: Uniform(w, scale * Math.Sqrt(6.0 / (inputs + outputs)), key); break;
            case InitialiserKind.XavierNormal: Normal(w, scale * Math.Sqrt(2.0 / (inputs + outputs)), key); break;
            case InitialiserKind.HeNormal: Normal(w, scale * Math.Sqrt(2.0 / inputs), key); break;
            case InitialiserKind.HeUniform: Uniform(w, scale * Math.Sqrt(6.0 / inputs), key); break;
            case InitialiserKind.TruncatedNormal: Truncated(w, scale, key); break;
            case InitialiserKind.Pytorch:
                Uniform(w, scale / Math.Sqrt(inputs), key);
                Uniform(store.Weights(bias), scale / Math.Sqrt(inputs), key with { Step = key.Step + 1 });
                break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such initialiser.");
        }
    }

    private static void Uniform(Span<float> values, double bound, Philox key)
    {
        for (int i = 0; i < values.Length; i++) values[i] = (float)(bound * ((2.0 * key.Uniform((ulong)i)) - 1));
    }

    private static void Normal(Span<float> values, double deviation, Philox key)
    {
        key.Normals(values);
        foreach (ref float value in values) value = (float)(deviation * value);
    }

    // Beyond two deviations a value is drawn again, from the next stream.
    private static void Truncated(Span<float> values, double deviation, Philox key)
    {
        var draws = new float[values.Length];
        var pending = new bool[values.Length];
        Array.Fill(pending, true);
        for (bool any = true; any; key = key with { Step = key.Step + 2 })
        {
            any = false;
            key.Normals(draws);
            for (int i = 0; i < draws.Length; i++)
            {
                if (!pending[i]) continue;
                pending[i] = Math.Abs(draws[i]) > 2;
                any |= pending[i];
                values[i] = (float)(deviation * draws[i]);
            }
        }
    }
}

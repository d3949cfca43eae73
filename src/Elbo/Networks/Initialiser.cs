using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Networks;

/// <summary>Draws initial weights; each parameter has a random stream of its own.</summary>
internal static class Initialiser
{
    /// <summary>Fills a weight and its bias, if it has one.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="bias">The bias, or null.</param>
    /// <param name="fans">Values each result is made of, and results each value takes part in.</param>
    /// <param name="model">Which distribution and scale.</param>
    /// <param name="key">Key of the numbers; the bias takes the next step's.</param>
    /// <remarks>
    /// Glorot and Bengio 2010 (Xavier), He et al. 2015; <see cref="InitialiserKind.Pytorch"/> is U(±1/√in), biases
    /// too. Other biases start at zero unless the model says otherwise.
    /// The scale is a factor, but for <see cref="InitialiserKind.TruncatedNormal"/> the standard deviation itself.
    /// </remarks>
    public static void Fill(ParameterStore store, Parameter weight, Parameter? bias, (double In, double Out) fans, ModelOptions model, Philox key)
    {
        Draw(store.Weights(weight), fans, model, key);
        if (bias is null) return;
        key = key with { Step = key.Step + 1 };
        if (model.Initialiser == InitialiserKind.Pytorch) Draw(store.Weights(bias), fans, model, key);
        else if (model.InitialiseBiases) Draw(store.Weights(bias), (bias.Length, bias.Length), model, key);
    }

    private static void Draw(Span<float> values, (double In, double Out) fans, ModelOptions model, Philox key)
    {
        double scale = model.InitialiserScale;
        switch (model.Initialiser)
        {
            case InitialiserKind.XavierUniform: Uniform(values, scale * Math.Sqrt(6 / (fans.In + fans.Out)), key); break;
            case InitialiserKind.XavierNormal: Normal(values, scale * Math.Sqrt(2 / (fans.In + fans.Out)), key); break;
            case InitialiserKind.HeNormal: Normal(values, scale * Math.Sqrt(2 / fans.In), key); break;
            case InitialiserKind.HeUniform: Uniform(values, scale * Math.Sqrt(6 / fans.In), key); break;
            case InitialiserKind.TruncatedNormal: Truncated(values, scale, key); break;
            case InitialiserKind.Pytorch: Uniform(values, scale / Math.Sqrt(fans.In), key); break;
            default: throw new ArgumentOutOfRangeException(nameof(model), model.Initialiser, "There is no such initialiser.");
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

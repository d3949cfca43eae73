using Elbo.Data;
using Elbo.Recipes;
using Elbo.Tensors;

namespace Elbo.Tests.Evaluation;

/// <summary>
/// x = W z + b + noise of variance ½, z ~ N(0, 1) in two dimensions, whose ln p(x) = ln N(x; b, W Wᵀ + I/2) is known, as a VAE
/// whose encoder is linear too. Its posterior is N(M (x − b), deviation²), exact or not.
/// </summary>
internal sealed class LinearGaussian
{
    private const int Values = 5, Latent = 2, Images = 400;
    private static readonly double[] B = [0.3, -0.2, 0.5, 0.1, -0.4];
    private readonly double[,] w, m = new double[Latent, Values];
    private readonly double[] deviation = new double[Latent];

    /// <param name="exact">Whether the columns of W are orthogonal and the posterior is the true one; else it is shrunk, too wide and knows no correlation.</param>
    public LinearGaussian(bool exact)
    {
        w = exact ? new double[,] { { 1, 0.5 }, { -1, 0.5 }, { 0, 0.8 }, { 0.7, 0 }, { 0, -0.3 } }
            : new double[,] { { 1, 0.5 }, { -1, 0.1 }, { 0.2, 0.8 }, { 0.7, 0.4 }, { 0, -0.3 } };
        // The true posterior has covariance S = (I + 2 WᵀW)⁻¹ and mean 2 S Wᵀ (x − b).
        double a = 1 + (2 * Dot(0, 0)), b = 2 * Dot(0, 1), d = 1 + (2 * Dot(1, 1)), determinant = (a * d) - (b * b);
        double[,] s = { { d / determinant, -b / determinant }, { -b / determinant, a / determinant } };
        for (int i = 0; i < Latent; i++)
        {
            deviation[i] = Math.Sqrt(s[i, i]) * (exact ? 1 : 1.2);
            for (int v = 0; v < Values; v++) m[i, v] = 2 * ((s[i, 0] * w[v, 0]) + (s[i, 1] * w[v, 1])) * (exact ? 1 : 0.9);
        }
        Data = Draw();
        Vae = Model();
    }

    public FloatDataset Data { get; }

    public Vae Vae { get; }

    /// <summary>ln p(x) of each image plus the constant (values / 2) ln π that squared errors leave out.</summary>
    public double[] LogLikelihoods()
    {
        // Cholesky: C = L Lᵀ, and ln N(x) = −½ |L⁻¹ (x − b)|² − Σ ln L − (values / 2) ln 2π.
        var l = new double[Values, Values];
        for (int i = 0; i < Values; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = (w[i, 0] * w[j, 0]) + (w[i, 1] * w[j, 1]) + (i == j ? 0.5 : 0);
                for (int k = 0; k < j; k++) sum -= l[i, k] * l[j, k];
                l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
            }
        }
        return PerImage(x =>
        {
            var solved = new double[Values];
            double result = -0.5 * Values * Math.Log(2);
            for (int i = 0; i < Values; i++)
            {
                solved[i] = x[i] - B[i];
                for (int k = 0; k < i; k++) solved[i] -= l[i, k] * solved[k];
                solved[i] /= l[i, i];
                result -= (0.5 * solved[i] * solved[i]) + Math.Log(l[i, i]);
            }
            return result;
        });
    }

    /// <summary>The evidence lower bound of each image, all expectations taken.</summary>
    public double[] Elbos() => PerImage(x =>
    {
        double[] mean = Mean(x);
        double result = 0;
        for (int v = 0; v < Values; v++)
        {
            double error = x[v] - B[v] - (w[v, 0] * mean[0]) - (w[v, 1] * mean[1]);
            result -= error * error;
            for (int i = 0; i < Latent; i++) result -= w[v, i] * w[v, i] * deviation[i] * deviation[i];
        }
        for (int i = 0; i < Latent; i++) result -= (0.5 * ((mean[i] * mean[i]) + (deviation[i] * deviation[i]) - 1)) - Math.Log(deviation[i]);
        return result;
    });

    /// <summary>The bound of each image with the samples mean + deviation · noise that <paramref name="noise"/> gives it.</summary>
    public double[] Bounds(int samples, Func<int, Func<double>> noise)
    {
        int image = 0;
        return PerImage(x =>
        {
            var next = noise(image++);
            double[] mean = Mean(x), z = new double[Latent], weights = new double[samples];
            for (int k = 0; k < samples; k++)
            {
                for (int i = 0; i < Latent; i++)
                {
                    double e = next();
                    z[i] = mean[i] + (deviation[i] * e);
                    weights[k] += (0.5 * e * e) + Math.Log(deviation[i]) - (0.5 * z[i] * z[i]);
                }
                for (int v = 0; v < Values; v++)
                {
                    double error = x[v] - B[v] - (w[v, 0] * z[0]) - (w[v, 1] * z[1]);
                    weights[k] -= error * error;
                }
            }
            double largest = weights.Max();
            return largest + Math.Log(weights.Average(weight => Math.Exp(weight - largest)));
        });
    }

    private double[] PerImage(Func<double[], double> value) =>
        [.. Enumerable.Range(0, Images).Select(image => value([.. Data.Example(image).ToArray().Select(x => (double)x)]))];

    private double[] Mean(double[] x)
    {
        var mean = new double[Latent];
        for (int i = 0; i < Latent; i++)
        {
            for (int v = 0; v < Values; v++) mean[i] += m[i, v] * (x[v] - B[v]);
        }
        return mean;
    }

    private double Dot(int i, int j)
    {
        double sum = 0;
        for (int v = 0; v < Values; v++) sum += w[v, i] * w[v, j];
        return sum;
    }

    private FloatDataset Draw()
    {
        float[] draws = new float[Images * (Latent + Values)], values = new float[Images * Values];
        new Philox(5, 0, 0).Normals(draws);
        for (int i = 0; i < values.Length; i++)
        {
            var own = draws.AsSpan(i / Values * (Latent + Values), Latent + Values);
            int v = i % Values;
            values[i] = (float)(B[v] + (w[v, 0] * own[0]) + (w[v, 1] * own[1]) + (Math.Sqrt(0.5) * own[Latent + v]));
        }
        return new FloatDataset("linear", new Shape(Values), values);
    }

    private Vae Model()
    {
        var recipe = Recipe.Parse("""
            {
              "name": "linear",
              "model": { "latent": 2, "encoder": [], "decoder": [], "likelihood": "gaussian", "deviation": "exp", "deviationFloor": 0 },
              "training": { "steps": 1 }
            }
            """);
        var vae = new Vae(recipe, new Shape(Values), new Preprocessing(1, 0, 0, 1), 2, training: false);
        var weights = vae.Store.Parameters.ToDictionary(p => p.Name, p => p);
        // The head's second half is the log-variance, here the same for all images.
        Span<float> encoder = vae.Store.Weights(weights["encoder.0.weight"]), head = vae.Store.Weights(weights["encoder.0.bias"]);
        Span<float> decoder = vae.Store.Weights(weights["decoder.0.weight"]), bias = vae.Store.Weights(weights["decoder.0.bias"]);
        encoder.Clear();
        for (int i = 0; i < Latent; i++)
        {
            head[Latent + i] = (float)(2 * Math.Log(deviation[i]));
            double shift = 0;
            for (int v = 0; v < Values; v++)
            {
                encoder[(i * Values) + v] = (float)m[i, v];
                decoder[(v * Latent) + i] = (float)w[v, i];
                shift -= m[i, v] * B[v];
            }
            head[i] = (float)shift;
        }
        for (int v = 0; v < Values; v++) bias[v] = (float)B[v];
        return vae;
    }
}
